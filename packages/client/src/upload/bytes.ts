/** Bytes of a known number that can be read again and again. A `Blob` will do. */
export interface Bytes {
  readonly size: number
  readonly type: string
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Bytes that stand in memory. Unlike a `Blob` they are no copy: whoever has filled that memory may fill it anew once they are sent. */
export interface HeldBytes extends Bytes {
  readonly held: Uint8Array<ArrayBuffer>
}

/** Makes bytes of memory. */
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
