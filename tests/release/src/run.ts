import { execFile } from 'node:child_process'
import { pnpm as started } from '../../../scripts/pnpm.ts'

/** Where a program runs. */
export interface Surroundings {
  readonly folder: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * Runs a program that must succeed.
 *
 * @returns what it wrote to standard output
 * @throws {Error} it fails, with all that it said
 */
export function run(command: readonly [string, ...string[]], { folder, env = {} }: Surroundings): Promise<string> {
  const [program, ...args] = command
  const options = { cwd: folder, env: { ...machine(), ...env }, maxBuffer: 2 ** 26, timeout: 800_000 }
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${command.join(' ')}: ${error.code ?? error.signal}\n${stdout}\n${stderr}`))
    })
  })
}

/** pnpm as the repository's commands start it. */
export const pnpm = (...args: string[]): [string, ...string[]] => [...started, ...args]

/** The environment of this machine, without what tells programs that they run in continuous integration, in a test, or below pnpm. */
function machine(): Record<string, string | undefined> {
  const theirs = /^(?:CI|GITHUB_|ACTIONS_|RUNNER_|VITEST|TEST$|NODE_ENV$|npm_(?:package|lifecycle|command)|pnpm_|TURBO_)/
  const kept = Object.entries(process.env).filter(([name]) => !theirs.test(name))
  return { ...Object.fromEntries(kept), TURBO_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' }
}
