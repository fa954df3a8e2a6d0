import type { Bytes, HeldBytes } from './bytes.ts'
import type { OnBytes } from './progress.ts'

/** How many bytes are passed on at a time: few enough to show progress, whatever the size of the chunks. */
const stride = 64 * 1024

/**
 * A request body that reports how many of its bytes have been read. It is a `Blob` with a replaced `stream`, because runtimes only know the length
 * of a `Blob`, and the storage needs the length.
 *
 * @param readsStreams the result of {@link readsOwnStreams}; if false, the bytes are sent without being counted
 */
export function countedBody(bytes: Blob | HeldBytes, onBytes: OnBytes, readsStreams: boolean): Blob {
  if (!readsStreams) return bytes instanceof Blob ? bytes : new Blob([bytes.held])
  const shell = bytes instanceof Blob ? bytes.slice(0, bytes.size, bytes.type) : new Blob([])
  return withStream(shell, bytes.size, () => counted(bytes, onBytes))
}

function withStream(shell: Blob, size: number, stream: Bytes['stream']): Blob {
  return Object.defineProperties(shell, { size: { value: size }, stream: { value: stream } })
}

function counted(bytes: Bytes, onBytes: OnBytes): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = bytes.stream().getReader()
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array()
  let sent = 0
  return new ReadableStream(
    {
      async pull(controller) {
        while (rest.byteLength === 0) {
          const { done, value } = await reader.read()
          if (done) return controller.close()
          rest = value
        }
        const piece = rest.subarray(0, stride)
        rest = rest.subarray(stride)
        sent += piece.byteLength
        onBytes(sent)
        controller.enqueue(piece)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Bytes that were read ahead have not been sent yet.
    { highWaterMark: 0 },
  )
}

let found: Promise<boolean> | undefined

/** Whether the runtime sends what the `stream` of a `Blob` returns, as Node and Deno do, rather than its internal bytes, as browsers do. */
export function readsOwnStreams(): Promise<boolean> {
  found ??= new Response(withStream(new Blob([]), 1, () => new Blob(['x']).stream())).text().then(
    (text) => text === 'x',
    () => false,
  )
  return found
}
