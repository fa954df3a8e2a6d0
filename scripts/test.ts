/**
 * Runs every check of the repository and then tells how many tests passed and failed, in all packages together.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { clearReports, tally } from './reports.ts'

const root = join(import.meta.dirname, '..')
const tasks = [
  '//#lint',
  '//#knip',
  '//#structure',
  '//#scripts-types',
  '//#citations',
  '//#expressions',
  'lint',
  'check',
  'redocly',
  'types',
  'test',
  'api',
  'package',
]

// Reports come from this run or from turbo's cache of it.
clearReports()

const turbo = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'turbo.cmd' : 'turbo')
const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  FORCE_COLOR: '0',
  // Hundreds of processes of Node load the same few modules: each is compiled once, and its types are taken out of it once.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
}
const { status } = spawnSync(
  turbo,
  ['run', ...tasks, '--continue', '--concurrency=4', '--output-logs=new-only', '--log-order=grouped'],
  {
    cwd: root,
    stdio: 'inherit',
    env,
  },
)

const tests = tally()
console.log(tests ?? 'No test ran.')
process.exitCode = status === 0 && tests !== undefined ? 0 : 1
