import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Scope } from './scope.ts'
import type { Orders, Told } from './worker.ts'

/** A worker in a process of its own. */
export interface Worker {
  /** Where it answers; rejects where it dies before. */
  readonly started: Promise<string>
  readonly exited: Promise<unknown>
  readonly lines: readonly string[]
  /** It has neither ended nor been stopped, so that it answers. */
  readonly isAlive: () => boolean
  /** Ends it at once, as `kill -9` does. */
  kill(): void
  /** Stops it where it is, as `kill -STOP` does, and lets it go on. */
  stop(): void
  goOn(): void
}

const program = join(import.meta.dirname, 'worker.ts')

/** Starts a worker. */
export function startWorker(scope: Scope, orders: Orders): Worker {
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const lines: string[] = []
  const exited = once(child, 'exit')
  const started = urlOf(child, lines)
  started.catch(() => {})
  let isStopped = false
  child.on('error', () => {})
  child.send(orders, () => {})
  scope.onEnd(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return {
    ...{ started, exited, lines },
    isAlive: () => child.exitCode === null && child.signalCode === null && !isStopped,
    kill: () => void child.kill('SIGKILL'),
    stop() {
      isStopped = child.kill('SIGSTOP')
    },
    goOn() {
      isStopped = !child.kill('SIGCONT')
    },
  }
}

const urlOf = (child: ChildProcess, lines: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The worker ended before it had started.')))
    child.on('message', (told: Told) => {
      if ('url' in told) resolve(told.url)
      else lines.push(told.line)
    })
  })
