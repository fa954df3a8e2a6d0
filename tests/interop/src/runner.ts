import { execFile, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A command as it is run. */
export interface Command {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder that it runs in. */
  readonly cwd: string
  /** What it is given to read. */
  readonly input?: string | undefined
}

/** How a command ended. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs commands of the vendor's command line, each in a process of its own. */
export interface Runner {
  run(command: Command): Promise<Outcome>
  stop(): void
}

const forks = fileURLToPath(new URL('forks.py', import.meta.url))

/** Makes what runs commands: forks of a process that has imported their libraries already, where the system can fork. */
export function createRunner(path: string): Runner {
  return process.platform === 'win32' ? oneByOne(path) : forked(join(dirname(path), 'python'))
}

function forked(python: string): Runner {
  const parent = spawn(python, [forks], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, { resolve(outcome: Outcome): void; reject(error: Error): void }>()
  let last = 0
  createInterface({ input: parent.stdout }).on('line', (line) => {
    const { id, ...outcome } = JSON.parse(line) as Outcome & { id: number }
    waiting.get(id)?.resolve(outcome)
    waiting.delete(id)
  })
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  parent.once('error', fail)
  parent.once('exit', (code) => fail(new Error(`${forks} ended with ${code}`)))
  return {
    run(command) {
      return new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        parent.stdin.write(`${JSON.stringify({ id, ...command })}\n`)
      })
    },
    stop: () => parent.stdin.end(),
  }
}

function oneByOne(path: string): Runner {
  return {
    run({ args, env, cwd, input = '' }) {
      return new Promise((resolve) => {
        const child = execFile(path, args, { cwd, env: { ...env } }, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
          resolve({ code, stdout, stderr })
        })
        child.stdin?.end(input)
      })
    },
    stop() {},
  }
}
