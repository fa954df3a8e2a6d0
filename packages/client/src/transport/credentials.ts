import { CloudsmithError, InvalidRequestError } from '../errors/base.ts'
import type { Send } from './send.ts'
import type { Outgoing } from './transport.ts'
import type { Trust } from './trust.ts'

/**
 * A secret, or a function that returns one. The function is called before every request, so that a token may change. If the service refuses a
 * secret with 401, the function is called again with the refused secret as its argument; if it then returns a different one, the request is sent
 * again. Several calls may be refused at the same time: only replace the secret if it is still the refused one.
 */
export type Secret = string | ((refused?: string) => string | Promise<string>)

/** How the client authenticates. Pass at most one of the two. */
export interface CredentialOptions {
  /** API key, or a token obtained by an OIDC exchange, sent as `X-Api-Key`. */
  apiKey?: Secret | undefined
  /** Access token of a single sign-on session, sent as `Authorization: Bearer`. */
  accessToken?: Secret | undefined
}

/** The credentials that a client has sent, which are redacted from everything that the other side repeats. */
export type Secrets = Set<string>

/** How many secrets are remembered: more than are in use at once, although a function may return a new one for every request. */
const mostSecrets = 100

/**
 * Adds the credential to requests to trusted hosts.
 *
 * Only one is ever sent, because the service ignores a token that is sent together with a key. This is the innermost layer, so that the credential is
 * only in the request that is sent: no other layer, middleware or error sees it. A request that is refused with 401 had no effect, so it is
 * sent once more if the secret is a function that returns a different one.
 *
 * @throws {InvalidRequestError} both were given, or one cannot be sent
 */
export function withCredentials(send: Send, { apiKey, accessToken }: CredentialOptions, trust: Trust, secrets: Secrets): Send {
  if (apiKey !== undefined && accessToken !== undefined) {
    throw new InvalidRequestError('Pass apiKey or accessToken, not both: the service would use the key only.')
  }
  const [secret, name, header, scheme] =
    apiKey === undefined ? [accessToken, 'accessToken', 'Authorization', 'Bearer '] : [apiKey, 'apiKey', 'X-Api-Key', '']
  if (secret === undefined) return send
  const reveal = revealer(secret, name, secrets)
  const sendAs = (value: string, { method, url, make }: Outgoing, init: RequestInit) => {
    const authenticated = (more?: RequestInit) => {
      const request = make(more)
      request.headers.set(header, scheme + value)
      return request
    }
    return send({ method, url, make: authenticated }, init)
  }
  return async function authenticating(request, init) {
    if (trust(request.url) !== undefined) return send(request, init)
    const value = await reveal()
    const response = await sendAs(value, request, init)
    // A streamed body cannot be sent twice, and a fixed secret cannot change.
    if (response.status !== 401 || request.once || typeof secret === 'string') return response
    const fresh = await reveal(value)
    if (fresh === value) return response
    // Frees the connection. Not awaited: if something else holds a copy of the response, this would wait for that.
    response.body?.cancel().catch(() => {})
    return sendAs(fresh, request, init)
  }
}

/**
 * Creates a function that returns a secret after checking it and remembering it for redaction.
 *
 * @throws {InvalidRequestError} the secret cannot be sent
 */
export function revealer(secret: Secret, name: string, secrets: Secrets): (refused?: string) => string | Promise<string> {
  if (typeof secret !== 'function') {
    const checked = checkSecret(secret, name)
    secrets.add(checked)
    return () => checked
  }
  return async function reveal(refused) {
    try {
      const checked = checkSecret(await secret(refused), name)
      secrets.add(checked)
      if (secrets.size > mostSecrets) secrets.delete(secrets.values().next().value ?? '')
      return checked
    } catch (cause) {
      if (cause instanceof CloudsmithError) throw cause
      throw new InvalidRequestError(`${name} is a function that failed: see the cause.`, { cause })
    }
  }
}

/**
 * Returns the secret if it can be sent in a header.
 *
 * @throws {InvalidRequestError} the secret is empty, or contains anything but printable ASCII; the message omits it
 */
export function checkSecret(value: string, name: string): string {
  if (typeof value !== 'string' || value === '') {
    const what = value === '' ? 'empty' : 'not a string'
    throw new InvalidRequestError(
      `${name} is ${what}. Set CLOUDSMITH_API_KEY, or pass apiKey: null to call without a credential.`,
    )
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new InvalidRequestError(
      `${name} contains white space or other characters that no key has, perhaps a line break from a file.`,
    )
  }
  return value
}
