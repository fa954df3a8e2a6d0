import { bytesOf } from './body.ts'
import type { Envelope } from './events.ts'
import type { RawBody } from './raw-body.ts'
import { hmac } from './verify/hmac.ts'

/** Options of {@link sign}. */
export interface SignOptions {
  /** Put `sha1=` before the digits. The service is known to use both forms. Default: false. */
  prefix?: boolean | undefined
}

/** Options of {@link signedRequest}. */
export interface SignedRequestOptions extends SignOptions {
  /** The webhook's `signature_key`. */
  key: string
  /** URL of the request. Default: `http://localhost/`. */
  url?: string | undefined
  /** Format of the body. Default: `object`. */
  format?: 'object' | 'array' | 'form' | undefined
  /** Headers to add or replace. */
  headers?: Record<string, string> | undefined
}

/** Creates the signature that the service would send with a body, for tests of your own endpoint. */
export async function sign(body: RawBody, key: string, { prefix = false }: SignOptions = {}): Promise<string> {
  return `${prefix ? 'sha1=' : ''}${await hmac(await bytesOf(body), key)}`
}

/** Creates a signed request like the one that the service would send for an event, for tests of your own endpoint. */
export async function signedRequest(event: Envelope, options: SignedRequestOptions): Promise<Request> {
  const { key, url = 'http://localhost/', format = 'object', headers } = options
  const json = JSON.stringify(format === 'array' ? [event] : event)
  // The service's form contains JSON inside a JSON string.
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
