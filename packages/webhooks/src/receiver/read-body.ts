import { bytesOf, defaultMaxBytes } from '../body.ts'
import { systemClock, within } from '../clock.ts'
import { header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { verificationError } from '../refusal.ts'
import type { DeliveryRequest } from './platform.ts'

/** Limits for the size of a body, in bytes, and for the time to read it, in milliseconds. */
interface Limits {
  maxBytes?: number | undefined
  bodyTimeLimit?: number | undefined
}

/**
 * Reads the body of a request, and stops as soon as it is too large or takes too long. Time is measured by the system clock, because a test clock
 * does not make bytes arrive faster.
 *
 * @throws {WebhookVerificationError} `body-too-large`, `body-too-slow`, `body-unreadable`, or `body-not-raw` if it has already been read
 */
export async function readBody(
  request: DeliveryRequest,
  { maxBytes = defaultMaxBytes, bodyTimeLimit = 10_000 }: Limits,
): Promise<Uint8Array> {
  const reader = await readerOf(request)
  try {
    if (Number(header(request.headers, 'content-length')) > maxBytes) throw await verificationError('body-too-large', maxBytes)
    return await within(systemClock, bodyTimeLimit, readAll(reader, maxBytes), async () => {
      throw await verificationError('body-too-slow', bodyTimeLimit)
    })
  } catch (error) {
    // Not awaited: the sender may keep sending regardless.
    reader?.cancel().catch(() => {})
    throw error
  }
}

type Reader = ReadableStreamDefaultReader<RawBody>

async function readerOf(request: DeliveryRequest): Promise<Reader | undefined> {
  try {
    if (!request.bodyUsed && !request.body?.locked) return request.body?.getReader()
  } catch (cause) {
    throw await verificationError('body-unreadable', 'The body of the request cannot be read', { cause })
  }
  throw await verificationError('body-not-raw', 'The body has already been read')
}

async function readAll(reader: Reader | undefined, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done) return join(chunks, size)
    // Streams of a framework may contain text, or whatever else it turns a body into.
    const chunk = await bytesOf(value as RawBody)
    size += chunk.length
    if (size > maxBytes) throw await verificationError('body-too-large', maxBytes)
    chunks.push(chunk)
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
