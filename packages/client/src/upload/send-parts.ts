import { partsOf } from './parts.ts'
import { address, type Transfer } from './transfer.ts'

/** Parts of a file under way at once. Those of a stream go one by one, because each is held in memory. */
const concurrency = 3

/**
 * Sends a file in parts, a few at a time. A part that fails is sent again like any other request; where that does not help,
 * the parts beside it are stopped, because what they send is of no use any more.
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
      // Known in here only: one that is sent must not stay in memory while the next is gathered.
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
    // What is begun must have ended before the upload is thrown away.
    await Promise.allSettled(workers)
    throw error
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await parts.return(undefined)
  }
}
