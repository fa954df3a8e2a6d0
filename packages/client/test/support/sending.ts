import type { IncomingMessage } from 'node:http'
import type { FileUpload } from '../../src/generated/v1.ts'
import { defaultLimits } from '../../src/limits.ts'
import { attemptWith } from '../../src/transport/deadline.ts'
import { withRetry } from '../../src/transport/retry.ts'
import { createRetryQuota } from '../../src/transport/retry-quota.ts'
import { type FetchLike, sendBy } from '../../src/transport/send.ts'
import type { Limits } from '../../src/transport/transport.ts'
import { createByteSender } from '../../src/upload/byte-sender.ts'
import { sendBytes } from '../../src/upload/send-bytes.ts'
import { nameFile } from '../../src/upload/source.ts'
import { jumpingClock } from './clock.ts'
import { type Handler, serve } from './server.ts'

/** What is sent, and the options that a test sets. */
export interface Parcel {
  readonly way: 'post' | 'put' | 'put_parts'
  readonly source: Blob | ReadableStream<Uint8Array>
  readonly signal?: AbortSignal
  readonly partSize?: number
  readonly limits?: Partial<Limits>
  /** Sends the bytes. Default: the platform's fetch. */
  readonly fetch?: FetchLike
  /** Called when a request begins to arrive. */
  readonly meet?: (request: IncomingMessage) => void
}

/** Sends a file to a server that answers as the test says, and returns the outcome on both sides. */
export async function deliver(handler: Handler, { way, source, signal, partSize, limits, fetch, meet }: Parcel) {
  const { url, arrivals } = await serve(handler, meet)
  const [clock, quota] = [jumpingClock(), createRetryQuota()]
  const send = createByteSender({
    send: sendBy(fetch),
    authenticatedSend: sendBy(fetch),
    authenticated: true,
    trust: () => undefined,
    secrets: new Set(),
    limits: { ...defaultLimits, retries: 2, ...limits },
    clock,
    transportOver: (fetching) => withRetry(attemptWith(fetching), { clock, quota, random: () => 0 }),
  })
  const upload: FileUpload = {
    identifier: 'up1',
    upload_url: `${url}/upload`,
    upload_fields: { key: 'a' },
    upload_headers: null,
    upload_querystring: null,
  }
  const sent: number[] = []
  const outcome = await sendBytes(way, {
    ...{ upload, send, signal, partSize },
    file: nameFile('file', source, 'big.bin'),
    onBytes: (bytes) => sent.push(bytes),
  }).catch((error: unknown) => error)
  const parts = arrivals.map(({ url: path }) => new URLSearchParams(path.split('?')[1]).get('part_number'))
  return { outcome, arrivals, parts, sent, lengths: arrivals.map(({ body }) => body.length), slept: clock.slept }
}
