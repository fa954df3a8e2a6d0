import { partsOf } from './parts.ts'
import { address, type Transfer } from './transfer.ts'

/** How many parts of a file are sent at once. Those of a stream are sent one by one, because each is kept in memory. */
const concurrency = 3

/**
 * Sends a file in parts, a few at a time. A part that fails is retried like any other request; if that does not help, the other parts are aborted,
 * because they are no longer of any use.
 */
export async function sendParts({ upload, file, send, signal, onBytes, partSize }: Transfer): Promise<string> {
  const parts = partsOf(file, partSize)
  const stop = new AbortController()
  const onAbort = () => stop.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  let begun = 0
  let sent = 0

  async function sendNext(): Promise<void> {
    for (;;) {
      // In this scope only: a part that has been sent must not stay in memory while the next is collected.
      const { done, value: part } = await parts.next()
      if (done) return
      begun += 1
      const url = address(upload)
      url.searchParams.set('upload_id', upload.identifier)
      url.searchParams.set('part_number', String(begun))
      let before = 0
      const count = (now: number) => {
        sent += now - before
        before = now
        onBytes(sent)
      }
      await send({ url, method: 'PUT', body: part, authenticated: true, signal: stop.signal, onBytes: count })
    }
  }

  const workers = Array.from({ length: file.size === undefined ? 1 : concurrency }, sendNext)
  try {
    await Promise.all(workers)
    return upload.identifier
  } catch (error) {
    stop.abort(error)
    // Parts that have been started must have ended before the upload is aborted.
    await Promise.allSettled(workers)
    throw error
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await parts.return(undefined)
  }
}
