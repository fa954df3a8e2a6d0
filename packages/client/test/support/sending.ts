import type { IncomingMessage } from 'node:http'
import type { FileUpload } from '../../src/generated/v1.ts'
import { defaultLimits } from '../../src/limits.ts'
import { attemptWith } from '../../src/transport/deadline.ts'
import { withRetry } from '../../src/transport/retry.ts'
import { createRetryQuota } from '../../src/transport/retry-quota.ts'
import { sendBy } from '../../src/transport/send.ts'
import type { Limits } from '../../src/transport/transport.ts'
import { createByteSender } from '../../src/upload/byte-sender.ts'
import { sendBytes } from '../../src/upload/send-bytes.ts'
import { nameFile } from '../../src/upload/source.ts'
import { jumpingClock } from './clock.ts'
import { type Handler, serve } from './server.ts'

/** What is sent, and what of it a test cares about. */
export interface Parcel {
  readonly way: 'post' | 'put' | 'put_parts'
  readonly source: Blob | ReadableStream<Uint8Array>
  readonly signal?: AbortSignal
  readonly partSize?: number
  readonly limits?: Partial<Limits>
  /** Sees a request as it begins to arrive. */
  readonly meet?: (request: IncomingMessage) => void
}

/** Sends a file to a server that answers as it is told, and tells what came of it on either side. */
export async function deliver(handler: Handler, { way, source, signal, partSize, limits, meet }: Parcel) {
  const { url, arrivals } = await serve(handler, meet)
  const [clock, quota] = [jumpingClock(), createRetryQuota()]
  const send = createByteSender({
    send: sendBy(undefined),
    authenticatedSend: sendBy(undefined),
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
