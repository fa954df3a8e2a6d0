/**
 * What continuous integration runs: the test command of the README, then what takes longer, and last of all how many tests passed in all of it
 * together. A suite that fails does not keep the others from running.
 */
import { spawnSync } from 'node:child_process'
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

const [program, ...options] = pnpm
const failed = suites.filter((suite) => {
  console.log(`\n> pnpm ${suite}`)
  return spawnSync(program, [...options, suite], { cwd: root, stdio: 'inherit' }).status !== 0
})
for (const suite of failed) console.log(`pnpm ${suite} failed.`)
console.log(tally() ?? 'No test ran.')
process.exitCode = failed.length === 0 ? 0 : 1
