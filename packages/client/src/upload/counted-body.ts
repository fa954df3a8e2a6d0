import type { Bytes, HeldBytes } from './bytes.ts'
import type { OnBytes } from './progress.ts'

/** Bytes that are handed on at a time: so few that one sees them go, whatever pieces they come in. */
const stride = 64 * 1024

/**
 * A body for a request that tells how many of its bytes have been taken. It is a `Blob` whose `stream` is another, because only of a `Blob`
 * do runtimes know the length, which the storage in front of the service asks for.
 *
 * @param readsStreams what {@link readsOwnStreams} found; where it is false the bytes are sent all the same, uncounted
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
    // What is read ahead has not left.
    { highWaterMark: 0 },
  )
}

let found: Promise<boolean> | undefined

/** Whether the runtime sends what the `stream` of a `Blob` gives, as Node and Deno do, or looks for its bytes elsewhere, as browsers do. */
export function readsOwnStreams(): Promise<boolean> {
  found ??= new Response(withStream(new Blob([]), 1, () => new Blob(['x']).stream())).text().then(
    (text) => text === 'x',
    () => false,
  )
  return found
}
