import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** The command in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** What it wrote by now. */
  readonly output: () => string
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** As it is built: that is what people start, and to make it out of the source anew takes longer than most tests. */
const main = join(import.meta.dirname, '..', 'dist', 'main.js')

/** Starts the command. Nothing of this process's environment is handed on but the path, and where what was compiled before is kept. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<Running> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += String(bytes)
    })
  }
  return { child, output: () => output, ended: new Promise((resolve) => child.on('close', resolve)) }
}
