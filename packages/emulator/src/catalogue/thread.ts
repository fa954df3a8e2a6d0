import { Worker } from 'node:worker_threads'
import type { Limits } from '../files/limits.ts'
import type { PackageUpload, Reading } from '../format/types.ts'
import type { NeighbourLine } from './neighbours.ts'

interface Malware {
  readonly about: 'malware'
  readonly bytes: Uint8Array
  readonly limits: Limits
}

interface Package {
  readonly about: 'package'
  readonly format: string
  readonly upload: Omit<PackageUpload, 'neighbour'>
  readonly neighbours: NeighbourLine | undefined
  readonly limits: Limits
}

/** A question for a worker thread; bytes in shared memory are not copied. */
export type Question = Malware | Package

/** Heap limit of a thread in MiB; byte arrays do not count. */
const mostMemory = 1024

/** How long a thread may take for an answer, in milliseconds. */
const longest = 120_000

/** The program of the thread is next to this module, whether built or not. */
const program = new URL(import.meta.url.endsWith('.ts') ? '../read-thread.ts' : './read-thread.js', import.meta.url)

/** How long a thread waits for the next question, in milliseconds. */
const idle = 5_000

/** From this many bytes on, a thread ends after its answer, which frees everything that it unpacked. */
const endsFrom = 32 * 2 ** 20

/**
 * Sends a question to a worker thread. Only one runs at a time, so that many large files take no more memory than one.
 *
 * @param size how many bytes the question is about
 * @returns `no thread` if none can be started, as in a bundle without its program; `gave up` if it ran out of memory or time
 */
export function askThread(question: Malware, size: number): Promise<boolean | 'no thread' | 'gave up'>
export function askThread(question: Package, size: number): Promise<Reading | 'no thread' | 'gave up'>
export function askThread(question: Question, size: number): Promise<unknown> {
  const answer = last.then(() => ask(question, size))
  last = answer
  return answer
}

let last: Promise<unknown> = Promise.resolve()
let waiting: Worker | undefined

async function ask(question: Question, size: number): Promise<unknown> {
  const worker = waiting ?? (await start())
  waiting = undefined
  if (worker === undefined) return 'no thread'
  worker.ref()
  const answer = await answerOf(worker, question)
  if (answer === undefined || size >= endsFrom) await worker.terminate()
  else keep(worker)
  return answer ?? 'gave up'
}

/** Starts a thread; undefined if that is not possible. */
function start(): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: mostMemory } })
    worker.once('message', () => resolve(worker)).on('error', () => resolve(undefined))
    worker.once('exit', () => {
      if (waiting === worker) waiting = undefined
    })
  })
}

/** The thread's answer; undefined if it ran out of memory or time. */
function answerOf(worker: Worker, question: Question): Promise<unknown> {
  return new Promise((resolve) => {
    const end = (answer?: unknown) => {
      clearTimeout(timer)
      worker.off('message', end).off('error', fail)
      resolve(answer)
    }
    const fail = () => end()
    const timer = setTimeout(fail, longest)
    worker.once('message', end).once('error', fail)
    const line = question.about === 'package' ? question.neighbours : undefined
    worker.postMessage(question, line === undefined ? [] : [line.port])
  })
}

/** Keeps a thread for a while; it does not keep the process alive. */
function keep(worker: Worker): void {
  waiting = worker
  worker.unref()
  setTimeout(() => {
    if (waiting !== worker) return
    waiting = undefined
    worker.terminate()
  }, idle).unref()
}
