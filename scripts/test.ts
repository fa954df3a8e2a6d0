/**
 * Runs every check of the repository and then tells how many tests passed and failed, in all packages together.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
}

const root = join(import.meta.dirname, '..')
const tasks = [
  '//#lint',
  '//#knip',
  '//#structure',
  '//#scripts-types',
  '//#citations',
  'lint',
  'check',
  'redocly',
  'types',
  'test',
  'package',
  'docs',
]

// Reports come from this run or from turbo's cache of it; what an earlier run left behind must not count.
for (const report of findReports()) rmSync(report)

const turbo = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'turbo.cmd' : 'turbo')
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' }
const { status } = spawnSync(
  turbo,
  ['run', ...tasks, '--continue', '--concurrency=4', '--output-logs=new-only', '--log-order=grouped'],
  {
    cwd: root,
    stdio: 'inherit',
    env,
  },
)

const reports = findReports().map((path) => JSON.parse(readFileSync(path, 'utf8')) as Report)
const sum = (key: keyof Report) => reports.reduce((total, report) => total + report[key], 0)
const skipped = sum('numPendingTests')
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
process.exitCode = status === 0 && reports.length > 0 ? 0 : 1

function findReports(): string[] {
  return globSync('{packages,examples,openapi,benchmarks}/**/reports/vitest.json', {
    cwd: root,
    exclude: ['**/node_modules'],
  }).map((path) => join(root, path))
}
