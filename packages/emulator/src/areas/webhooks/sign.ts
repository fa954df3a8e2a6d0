import { createHmac } from 'node:crypto'

/** The signature of a body: HMAC-SHA1 in hexadecimal, over the bytes as they are sent. */
export function sign(body: string, key: string): string {
  return createHmac('sha1', key).update(body).digest('hex')
}
