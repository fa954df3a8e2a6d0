import { execFile, execFileSync } from 'node:child_process'
import { test } from 'vitest'

/** How a program ended. */
export interface Outcome {
  readonly code: number
  /** What it wrote to both streams. */
  readonly output: string
}

/** Milliseconds that a program may take: a slow machine is no failure, what never ends is. */
const longest = 100_000

/** Where a program runs. */
export interface Surroundings {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds that it may take. */
  readonly limit?: number
}

/** Runs a program to its end, whatever it says. */
export function run(
  command: readonly [program: string, ...args: string[]],
  { folder, env, limit = longest }: Surroundings,
): Promise<Outcome> {
  const [program, ...args] = command
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, env, timeout: limit, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, output: `${stdout}\n${stderr}` })
      else reject(error)
    })
  })
}

/** Whether a program is there, by asking for its version. */
export function isThere(...command: readonly [program: string, ...args: string[]]): boolean {
  try {
    execFileSync(command[0], command.slice(1), { stdio: 'ignore', timeout: longest })
    return true
  } catch {
    return false
  }
}

/**
 * The tests of a program: skipped where it is missing, and that is said.
 *
 * @param isRequired continuous integration must have it: there, a program that is missing fails
 */
export function testsOf(program: string, isPresent: boolean, isRequired: boolean) {
  if (isPresent) return test
  if (isRequired && process.env.CI)
    return test.extend({ missing: [async () => Promise.reject(new Error(`${program} is missing`)), { auto: true }] })
  process.stderr.write(`SKIPPED: ${program} is not there\n`)
  return test.skip
}
