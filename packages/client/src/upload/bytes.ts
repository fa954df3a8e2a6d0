/** Bytes of known size that can be read repeatedly. A `Blob` is an example. */
export interface Bytes {
  readonly size: number
  readonly type: string
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Bytes in memory. Unlike in a `Blob`, they are not copied, so that the memory can be reused once they have been sent. */
export interface HeldBytes extends Bytes {
  readonly held: Uint8Array<ArrayBuffer>
}

/** Wraps memory without copying it. */
export function holdBytes(held: Uint8Array<ArrayBuffer>): HeldBytes {
  return {
    held,
    size: held.byteLength,
    type: '',
    stream: () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(held)
          controller.close()
        },
      }),
  }
}
