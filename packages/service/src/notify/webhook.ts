import { createHmac } from 'node:crypto'
import { sign } from '@cloudsmith-sdk/webhooks'
import type { ChannelOf } from '../settings/channels.ts'
import type { Reference } from '../settings/reference.ts'
import { ask, requireTaken } from './request.ts'
import type { Send } from './sending.ts'

/**
 * Sends a message to an endpoint of the user. It is signed twice with the same key: as Standard Webhooks specifies, and as Cloudsmith signs its
 * webhooks.
 */
export const sendToWebhook: Send<ChannelOf<'webhook'>> = async (
  { url, key },
  message,
  { id, maySend, signal, now, secretOf },
) => {
  const secret = await secretOf(key)
  const body = JSON.stringify({ type: message.event.replaceAll(' ', '.'), timestamp: message.at, data: message })
  const headers = {
    ...standardHeaders(id, Math.floor(now() / 1_000), body, secret),
    'x-cloudsmith-signature': await sign(body, secret),
  }
  const address = /^https?:/.test(url) ? url : await secretOf(url as Reference)
  requireTaken(await ask({ method: 'POST', url: address, headers, body, maySend, signal }), 'The endpoint', now())
  return undefined
}

/** The bytes of a key: with the prefix of Standard Webhooks it is base64, otherwise plain text. */
const bytesOf = (key: string): Buffer => (key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : Buffer.from(key))

/**
 * The headers of Standard Webhooks, by which a receiver can verify the sender and the time, and recognise repetitions.
 *
 * @param seconds current time in seconds since 1970
 */
export const standardHeaders = (id: string, seconds: number, body: string, key: string): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', bytesOf(key)).update(`${id}.${seconds}.${body}`).digest('base64')}`,
})
