import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a suite says of its tests when it has ended. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}

const root = join(import.meta.dirname, '..')

/** Removes the reports of earlier runs, which must not count. */
export function clearReports(): void {
  for (const report of findReports()) rmSync(report)
}

/** How many tests there are reports of, as one line that continuous integration reads; undefined where there are none. */
export function tally(): string | undefined {
  const reports = findReports().map((path) => JSON.parse(readFileSync(path, 'utf8')) as Report)
  if (reports.length === 0) return undefined
  const sum = (key: keyof Report) => reports.reduce((total, report) => total + report[key], 0)
  return `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${sum('numPendingTests')} skipped`
}

const findReports = (): string[] =>
  globSync('{packages,examples,openapi,benchmarks,docs,tests}/**/reports/*.json', {
    cwd: root,
    exclude: ['**/node_modules'],
  }).map((path) => join(root, path))
