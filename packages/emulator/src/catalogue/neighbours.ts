import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { PackageUpload } from '../format/types.ts'

type Find = NonNullable<PackageUpload['neighbour']>

/** A way for a thread to ask for other packages of the repository, which only the thread of the world knows. */
export interface NeighbourLine {
  readonly port: MessagePort
  /** Above 0 once an answer has been sent. */
  readonly answered: Int32Array
}

/** Answers a thread until it is closed. */
export function openLine(find: Find): { line: NeighbourLine; close: () => void } {
  const { port1, port2 } = new MessageChannel()
  const answered = new Int32Array(new SharedArrayBuffer(4))
  port1.on('message', (wanted) => {
    try {
      port1.postMessage(find(wanted))
    } finally {
      // Without an answer there is none to be found, and the thread does not wait for ever.
      Atomics.store(answered, 0, 1)
      Atomics.notify(answered, 0)
    }
  })
  return { line: { port: port2, answered }, close: () => port1.close() }
}

/** Asks the thread of the world, and waits for its answer: readers look for their neighbours in the middle of their work. */
export function askOver({ port, answered }: NeighbourLine): Find {
  return (wanted) => {
    port.postMessage(wanted)
    Atomics.wait(answered, 0, 0)
    Atomics.store(answered, 0, 0)
    return receiveMessageOnPort(port)?.message
  }
}
