import { lookup as resolveName } from 'node:dns'
import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSafe } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { userAgent } from '../core/version.ts'
import type { MaySend } from './addresses.ts'
import { SendError } from './send-error.ts'

/** A request to another service. */
export interface Asked {
  readonly method: 'GET' | 'POST'
  /** The address may be a secret: errors name only its host. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** JSON body; undefined for none. */
  readonly body?: string | undefined
  readonly maySend: MaySend
  /** Aborts the request. */
  readonly signal: AbortSignal
}

/** The response. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** Timeout for the whole request in milliseconds, and maximum size of the response in bytes. */
const patience = 10_000
const longest = 256 * 1_024

/**
 * Sends a request to another service. The host name is resolved here, and the connection goes to the address that was checked: one that is not public
 * is rejected unless it is allowed. Redirects are not followed, and long responses are truncated.
 *
 * @throws {SendError} it cannot be reached, or the address is not allowed
 */
export async function ask({ method, url, headers = {}, body, maySend, signal }: Asked): Promise<Answer> {
  const address = URL.parse(url)
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new SendError('The address is not an http or https URL.', { isFinal: true })
  const isPlain = address.protocol === 'http:'
  const host = address.hostname.replace(/^\[|\]$/g, '')
  const why = (found: string) => {
    const may = maySend(found)
    if (may === 'refused')
      return `${host} resolves to ${found}, which is not a public address: add it to allowNetworks if messages may go there.`
    return may === 'public' && isPlain ? `Messages to ${host} would not be encrypted: use https.` : undefined
  }
  // Node does not look up what is already an IP address.
  const refusal = isIP(host) === 0 ? undefined : why(host)
  if (refusal !== undefined) throw new SendError(refusal, { isFinal: true })
  const options = {
    ...{
      method,
      lookup: lookupOnly(why),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      agent: false as const,
    },
    headers: {
      ...{ 'User-Agent': userAgent, Accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    },
  }
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const request = (isPlain ? requestPlain : requestSafe)(address, options, (response) => read(response).then(resolve, reject))
      request.on('error', reject).end(body)
    })
  } catch (error) {
    if (error instanceof SendError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name
    throw new SendError(`${host} cannot be reached (${code === 'ABORT_ERR' || code === 'TimeoutError' ? 'timeout' : code}).`)
  }
}

/** Resolves host names. Fails if one of the addresses is not allowed. */
const lookupOnly =
  (why: (address: string) => string | undefined): LookupFunction =>
  (host, options, done) => {
    resolveName(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, [])
      const refusal = found.map(({ address }) => why(address)).find((each) => each !== undefined)
      if (refusal !== undefined) return done(new SendError(refusal, { isFinal: true }), [])
      const [first] = found
      if (options.all || first === undefined) return done(null, found)
      done(null, first.address, first.family)
    })
  }

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    chunks.push(chunk)
    // The rest is not needed, and may be endless.
    if (bytes > longest) break
  }
  const { statusCode: status = 0, headers } = response
  const told = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  return { status, text: Buffer.concat(chunks).subarray(0, longest).toString(), headers: Object.fromEntries(told) }
}

/** The delay of a `Retry-After` header in milliseconds, at most a day. */
export function waitIn({ headers }: Answer, now: number): number | undefined {
  const told = headers['retry-after']
  if (told === undefined) return undefined
  const wait = /^\d{1,10}$/.test(told) ? Number(told) * 1_000 : Date.parse(told) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), 86_400_000)
}

/** Statuses of temporary problems. */
const passing = new Set([408, 425, 429])

/** Checks that the receiver has accepted the message. @throws {SendError} it has not */
export function requireTaken(answer: Answer, who: string, now: number): void {
  const { status } = answer
  if (status >= 200 && status < 300) return
  const isFinal = status < 500 && !passing.has(status)
  const moved = status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''
  throw new SendError(`${who} answered ${status}${moved}.`, { isFinal, wait: waitIn(answer, now) })
}
