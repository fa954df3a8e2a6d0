/**
 * What continuous integration runs: the test command of the README, then what takes longer, and last of all how many tests passed in all of it
 * together, and how long each took. A suite that fails does not keep the others from running; one that hangs is killed.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pnpm } from './pnpm.ts'
import { tally } from './reports.ts'

const root = join(import.meta.dirname, '..')

/** Scripts of the repository, in this order. */
const suites = [
  'test',
  'test:older',
  'test:docs',
  'test:browser',
  'test:durability',
  'test:interop',
  'test:scaffolds',
  'test:release',
  'test:runtimes',
]

/** The longest that a suite may take, in minutes: more than twice what the slowest takes, less than all may take together. */
const limit = 20

/** Signals the running suite, if there is one, and all processes that it started. */
let end = (_signal: NodeJS.Signals): void => {}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    end(signal)
    process.kill(process.pid, signal)
  })

/** Runs a suite in a process group of its own. Returns how it failed; undefined if it passed. */
async function run(suite: string): Promise<string | undefined> {
  const [program, ...options] = pnpm
  const child = spawn(program, [...options, suite], { cwd: root, stdio: 'inherit', detached: true })
  end = (signal) => child.pid !== undefined && process.kill(-child.pid, signal)
  let hung = false
  const timer = setTimeout(() => {
    hung = true
    end('SIGKILL')
  }, limit * 60_000)
  const [code] = await once(child, 'close')
  clearTimeout(timer)
  if (hung) return `was killed after ${limit} minutes`
  return code === 0 ? undefined : 'failed'
}

const results: { suite: string; seconds: number; failure: string | undefined }[] = []
for (const suite of suites) {
  console.log(`\n> pnpm ${suite}`)
  const begun = performance.now()
  const failure = await run(suite)
  results.push({ suite, seconds: Math.round((performance.now() - begun) / 1000), failure })
}
for (const { suite, seconds, failure } of results) console.log(`pnpm ${suite} ${failure ?? 'passed'}, ${seconds} s.`)
console.log(tally() ?? 'No test ran.')
process.exitCode = results.every(({ failure }) => failure === undefined) ? 0 : 1
