import {
  constructEvent,
  createReceiver,
  isEvent,
  sign,
  signedRequest,
  verify,
  WebhookVerificationError,
} from '@cloudsmith-sdk/webhooks'
import type { Story } from './story.ts'

const key = 'a key of this webhook'
const body = JSON.stringify({ meta: { event_id: 'package.synced' }, data: { name: 'ünïcode ✓' } })
const headersOf = (signature: string | undefined) => ({ 'content-type': 'application/json', 'x-cloudsmith-signature': signature })

/** What a signature is refused for; `none` where it is taken. */
async function refusalOf(text: string, signature: string | undefined, keys: string | string[] = key): Promise<string> {
  try {
    await verify(text, headersOf(signature), { signatureKey: keys })
    return 'none'
  } catch (error) {
    return error instanceof WebhookVerificationError ? error.code : String(error)
  }
}

/** Another digit in this place. */
const changed = (hex: string, at: number) => `${hex.slice(0, at)}${hex[at] === '0' ? '1' : '0'}${hex.slice(at + 1)}`

export const webhookStories: Readonly<Record<string, Story>> = {
  'a signature is verified': {
    about: 'webhooks',
    async tell() {
      const signature = await sign(body, key)
      const event = await constructEvent(body, headersOf(signature), { signatureKey: [key] })
      return {
        known: await sign('{"meta": {"event_id": "ping"}}', 'correct horse'),
        right: await refusalOf(body, signature),
        rotated: await refusalOf(body, signature, ['newer', key]),
        name: isEvent(event, 'package.synced') && event.data.name,
      }
    },
    expected: { known: '03b425ade8e65ff21004655cc71b292f2fe3eb81', right: 'none', rotated: 'none', name: 'ünïcode ✓' },
  },

  'a wrong signature is refused': {
    about: 'webhooks',
    async tell() {
      const signature = await sign(body, key)
      return {
        otherKey: await refusalOf(body, signature, 'another key'),
        otherBody: await refusalOf(`${body} `, signature),
        none: await refusalOf(body, undefined),
      }
    },
    expected: { otherKey: 'signature-mismatch', otherBody: 'signature-mismatch', none: 'signature-missing' },
  },

  'signatures are compared whole, by WebCrypto': {
    about: 'webhooks',
    async tell() {
      const text = 'no other story verifies this'
      const signature = await sign(text, key)
      // What compares in constant time is the runtime's own: it is asked each time, and given all of the signature.
      const asked: string[] = []
      const subtle = crypto.subtle
      const own = subtle.verify
      const spy: typeof own = (algorithm, by, given, data) => {
        asked.push(
          Array.from(new Uint8Array(given as Uint8Array<ArrayBuffer>), (byte) => byte.toString(16).padStart(2, '0')).join(''),
        )
        return own.call(subtle, algorithm, by, given, data)
      }
      Object.defineProperty(subtle, 'verify', { value: spy, configurable: true })
      const attempts = [changed(signature, 0), changed(signature, 39), signature]
      const refusals: string[] = []
      try {
        for (const attempt of attempts) refusals.push(await refusalOf(text, attempt))
      } finally {
        Reflect.deleteProperty(subtle, 'verify')
      }
      return { refusals, whole: asked.filter((hex) => attempts.includes(hex)).join() === attempts.join() }
    },
    expected: { refusals: ['signature-mismatch', 'signature-mismatch', 'none'], whole: true },
  },

  'a receiver answers, and calls handlers once for each delivery': {
    about: 'webhooks',
    async tell() {
      const handled: string[] = []
      const refused: unknown[] = []
      const receiver = createReceiver({
        signatureKey: key,
        onError: (error) => void refused.push(error instanceof WebhookVerificationError && error.code),
      }).on('package.synced', ({ data }) => void handled.push(data.name ?? ''))
      const delivery = (trigger: string) => ({
        meta: { event_id: 'package.synced', trigger_id: trigger },
        data: { name: trigger },
      })
      const statuses: number[] = []
      for (const [event, by] of [
        [delivery('first'), key],
        [delivery('first'), key],
        [delivery('second'), key],
        [delivery('third'), 'a key of somebody else'],
      ] as const) {
        statuses.push((await receiver.fetch(await signedRequest(event, { key: by }))).status)
      }
      return { statuses, handled, refused }
    },
    expected: { statuses: [200, 200, 200, 401], handled: ['first', 'second'], refused: ['signature-mismatch'] },
  },

  'what was sent too long ago is refused': {
    about: 'webhooks',
    async tell() {
      const receiver = createReceiver({ signatureKey: key, maxAge: 60_000, onError: () => {} })
      const sentAt = (time: number) => ({ meta: { event_id: 'ping', attempt_at: new Date(time).toISOString() }, data: {} })
      const now = Date.now()
      const statuses: number[] = []
      for (const time of [now, now - 3_600_000]) {
        statuses.push((await receiver.fetch(await signedRequest(sentAt(time), { key }))).status)
      }
      return statuses
    },
    expected: [200, 400],
  },
}
