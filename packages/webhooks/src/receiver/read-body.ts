import { checkSize } from '../body.ts'
import { diagnosis } from '../verify/diagnosis.ts'

/**
 * Reads the body of a request, and stops reading as soon as it is too large.
 *
 * @throws {WebhookVerificationError} `body-too-large`, or `body-not-raw` where somebody else has read it
 */
export async function readBody(request: Request, maxBytes: number | undefined): Promise<Uint8Array> {
  if (request.bodyUsed) throw (await diagnosis()).bodyNotRaw('The body was read before')
  checkSize(Number(request.headers.get('content-length') ?? 0), maxBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done || value === undefined) break
      size += value.length
      checkSize(size, maxBytes)
      chunks.push(value)
    }
  } catch (error) {
    // Not awaited: the sender need not agree to stop.
    reader?.cancel().catch(() => {})
    throw error
  }
  return join(chunks, size)
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
