import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { mayBeSentSecrets } from '../text/https.ts'
import type { RegoInput } from './input.ts'
import { RegoError, type RegoPolicy } from './policy.ts'

/** Options of {@link opaServer}. */
export interface OpaServerOptions {
  /** URL of the server, such as `http://127.0.0.1:8181`. May have a path, for example behind a proxy. */
  url: string
  /** Path of the policy's document below `data`, such as `cloudsmith/promotion`. */
  path: string
  /** Bearer token for the server. It appears in no error and no plan. Default: none. */
  token?: string | undefined
  /** Send the token over plain http even to hosts other than this machine, for example within a cluster. Default: false. */
  allowInsecureHttp?: boolean | undefined
  /** Milliseconds to wait for the response. Default: 10,000. */
  timeout?: number | undefined
  /** The fetch function to use. Default: the global one at the time of the call. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/**
 * Evaluates a policy on an OPA server. A plan's digest covers the address of the policy, not its contents: give the gate a new name when the
 * policy changes.
 *
 * @throws {InvalidRequestError} the URL is invalid or contains a password, or the token is invalid or would be sent in clear text
 * @see https://www.openpolicyagent.org/docs/rest-api#get-a-document-with-input
 */
export function opaServer({
  url,
  path,
  token,
  allowInsecureHttp = false,
  timeout = 10_000,
  fetch,
}: OpaServerOptions): RegoPolicy {
  const address = addressOf(url, path)
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidRequestError('The token for the OPA server contains characters that a header cannot have.')
  }
  if (token !== undefined && !allowInsecureHttp && !mayBeSentSecrets(new URL(address))) {
    throw new InvalidRequestError(
      `The token would be sent in clear text to ${address}. Use https, or set allowInsecureHttp if nobody else can read the connection.`,
    )
  }
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  return {
    identity: { url: address },
    async evaluate(input: RegoInput) {
      const send = fetch ?? globalThis.fetch
      // A redirect would take the token elsewhere.
      const response = await send(address, {
        method: 'POST',
        headers,
        body: JSON.stringify({ input }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      }).catch((error: unknown) => {
        throw new RegoError(`The OPA server at ${address} does not answer (${reasonOf(error, timeout)}).`)
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw new RegoError(
          `The OPA server at ${address} refuses the request (${response.status}). Check the path and the token.`,
        )
      }
      const answer: unknown = await response.json().catch(() => undefined)
      if (typeof answer !== 'object' || answer === null) {
        throw new RegoError(`The OPA server at ${address} returned something other than a JSON object.`)
      }
      return 'result' in answer ? answer.result : undefined
    },
  }
}

function addressOf(url: string, path: string): string {
  const base = URL.parse(url)
  if (base === null || !['http:', 'https:'].includes(base.protocol)) {
    throw new InvalidRequestError('The url of the OPA server is not a URL. Write it like "http://127.0.0.1:8181".')
  }
  // The address becomes part of plans and errors.
  if (base.username !== '' || base.password !== '' || base.search !== '') {
    throw new InvalidRequestError('The url of the OPA server must not contain a password or a query: pass { token }.')
  }
  const parts = path.split(/[/.]/)
  if (parts.some((part) => !/^[A-Za-z_][\w-]*$/.test(part))) {
    throw new InvalidRequestError(`${JSON.stringify(path)} is not the path of a policy. Write it like "cloudsmith/promotion".`)
  }
  return `${base.origin}${base.pathname.replace(/(?<!\/)\/+$/, '')}/v1/data/${parts.join('/')}`
}

/** The reason of a failed attempt, without anything from the request. */
function reasonOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return 'the connection failed'
  if (error.name === 'TimeoutError') return `no response within ${timeout} ms`
  const { cause } = error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : 'the connection failed'
}
