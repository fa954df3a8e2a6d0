import { bytesOf } from './body.ts'
import type { Envelope } from './events.ts'
import type { RawBody } from './raw-body.ts'
import { hmac } from './verify/hmac.ts'

/** How a signature is written. */
export interface SignOptions {
  /** Puts `sha1=` before the digits. Both spellings are known from the service; default: bare. */
  prefix?: boolean | undefined
}

/** How {@link signedRequest} makes a delivery. */
export interface SignedRequestOptions extends SignOptions {
  /** The webhook's `signature_key`. */
  key: string
  /** Where it would be sent to (default `http://localhost/`). */
  url?: string | undefined
  /** The body's format (default `object`). */
  format?: 'object' | 'array' | 'form' | undefined
  /** More headers, or others. */
  headers?: Record<string, string> | undefined
}

/** The signature that the service would send with a body, for tests of your own endpoint. */
export async function sign(body: RawBody, key: string, { prefix = false }: SignOptions = {}): Promise<string> {
  return `${prefix ? 'sha1=' : ''}${await hmac(await bytesOf(body), key)}`
}

/** A request such as the service would send for an event, for tests of your own endpoint. */
export async function signedRequest(event: Envelope, options: SignedRequestOptions): Promise<Request> {
  const { key, url = 'http://localhost/', format = 'object', headers } = options
  const json = JSON.stringify(format === 'array' ? [event] : event)
  // The service's form holds JSON inside a JSON string.
  const body = format === 'form' ? new URLSearchParams({ payload: JSON.stringify(json) }).toString() : json
  return new Request(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': format === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-cloudsmith-signature': await sign(body, key, options),
      ...headers,
    },
  })
}
