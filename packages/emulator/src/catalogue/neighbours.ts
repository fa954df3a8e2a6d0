import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { PackageUpload } from '../format/types.ts'

type Find = NonNullable<PackageUpload['neighbour']>

/** Lets a worker thread find other packages of the repository, which only the main thread knows. */
export interface NeighbourLine {
  readonly port: MessagePort
  /** Greater than 0 once a response has been sent. */
  readonly answered: Int32Array
}

/** Serves a thread until it is closed. */
export function openLine(find: Find): { line: NeighbourLine; close: () => void } {
  const { port1, port2 } = new MessageChannel()
  const answered = new Int32Array(new SharedArrayBuffer(4))
  port1.on('message', (wanted) => {
    try {
      port1.postMessage(find(wanted))
    } finally {
      // Without a response, nothing is found, and the thread does not wait forever.
      Atomics.store(answered, 0, 1)
      Atomics.notify(answered, 0)
    }
  })
  return { line: { port: port2, answered }, close: () => port1.close() }
}

/** Queries the main thread and blocks until it responds, because readers need other packages in the middle of their work. */
export function askOver({ port, answered }: NeighbourLine): Find {
  return (wanted) => {
    port.postMessage(wanted)
    Atomics.wait(answered, 0, 0)
    Atomics.store(answered, 0, 0)
    return receiveMessageOnPort(port)?.message
  }
}
