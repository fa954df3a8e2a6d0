import { ChecksumMismatchError } from '../errors/download.ts'
import { explainFailure } from '../errors/explain-failure.ts'
import { failed, nameOf } from '../errors/failed.ts'
import { foundLate } from '../errors/found-late.ts'
import { AbortError, TimeoutError } from '../errors/transport.ts'
import { visible } from '../errors/visible.ts'
import { longestTimer } from '../transport/clock.ts'
import type { CallContext } from '../transport/transport.ts'
import { createHasher } from '../upload/digest.ts'
import type { OnBytes } from '../upload/progress.ts'

/** What the bytes of a response are checked against. */
export interface Expectation {
  readonly context: CallContext
  readonly name: string
  /** Lower-case hex; undefined to check nothing. */
  readonly sha256: string | undefined
  /** Called with the number of bytes received so far. */
  readonly onBytes: OnBytes
}

/**
 * The bytes of a response, hashed as they are read. The stream only ends without an error if they match the checksum.
 *
 * It fails with a {@link ChecksumMismatchError}, with a {@link ConnectionError} if the connection breaks, with a {@link TimeoutError} if no
 * bytes arrive within `timeout`, or with an {@link AbortError}.
 */
export async function checked(response: Response, expected: Expectation): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { context, name, sha256, onBytes } = expected
  const { timeout, signal } = context
  const hasher = sha256 === undefined ? undefined : await createHasher('sha256')
  const reader = (response.body ?? new Blob([]).stream()).getReader()
  let received = 0
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await next()
        if (!done) {
          hasher?.update(value)
          received += value.byteLength
          onBytes(received)
          return controller.enqueue(value)
        }
        const actual = hasher?.digest()
        if (actual !== sha256) {
          const message = `${visible(name)} does not match Cloudsmith's checksum: its SHA-256 is ${actual}, not ${sha256}. Download it again.`
          const error = Object.assign(new ChecksumMismatchError(message), { expected: sha256, actual })
          throw foundLate(error, context)
        }
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read before the consumer asks for it.
    { highWaterMark: 0 },
  )

  async function next(): ReturnType<typeof reader.read> {
    let giveUp: (reason: Error) => void = () => {}
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject
    })
    const onAbort = () => giveUp(new AbortError(`${nameOf(context)} was aborted.`, { cause: signal?.reason }))
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const message = `The ${nameOf(context)} received no data for ${timeout} ms. Raise timeout if the connection is slow.`
    const timer = setTimeout(() => giveUp(new TimeoutError(message, failed(context))), Math.min(timeout, longestTimer))
    try {
      return await Promise.race([reader.read(), givenUp])
    } catch (cause) {
      reader.cancel().catch(() => {})
      throw foundLate(explainFailure(cause, context), context)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}
