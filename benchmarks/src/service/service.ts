import type { Outcome } from '../benchmark.ts'
import { eventToStart } from './event.ts'
import { jobsPerSecond } from './jobs.ts'
import { pagesOf } from './page.ts'
import { coldStart } from './start.ts'
import { killFive } from './takeover.ts'

/** What the service does in a second, how soon it does it, and what it needs, on a PostgreSQL as it starts one itself. */
export async function measureService(): Promise<Outcome> {
  const bare = [await jobsPerSecond('bare')]
  const jobs = [await jobsPerSecond('service'), await jobsPerSecond('service')]
  bare.push(await jobsPerSecond('bare'))
  const starts = [await coldStart(), await coldStart(), await coldStart()]
  const events = await eventToStart()
  const { seconds, rssMB } = await killFive()
  const pages = await pagesOf()
  const figures = {
    'service.jobsPerSecond': mean(jobs),
    'service.bare.jobsPerSecond': mean(bare),
    'service.jobsRatio': mean(jobs) / mean(bare),
    'service.eventToStart.ms': median(events),
    'service.start.seconds': median(starts),
    'service.takeoverSeconds': Math.max(...seconds),
    'service.worker.rssMB': rssMB,
    'service.page.ms': Math.max(...pages.values()),
  }
  const rows: [string, number, string][] = [
    ['jobs a second, three workers', figures['service.jobsPerSecond'], '≥ 1,000'],
    ['jobs a second, pg-boss alone', figures['service.bare.jobsPerSecond'], ''],
    ['ratio', figures['service.jobsRatio'], '≥ 0.6'],
    ['webhook to first request, median, ms', figures['service.eventToStart.ms'], '≤ 100'],
    ['first start in an empty folder, s', figures['service.start.seconds'], '≤ 5'],
    ['kill -9 to the next run, worst of five, s', figures['service.takeoverSeconds'], '≤ 15'],
    ['a worker, MB', figures['service.worker.rssMB'], '≤ 150'],
    ['the slowest page of 100,000 holdings, ms', figures['service.page.ms'], '≤ 100'],
  ]
  return {
    figures,
    tables: [
      { title: 'The service', columns: ['', '', 'limit'], rows },
      { title: 'Pages with 100,000 packages in stages', columns: ['', 'ms'], rows: [...pages] },
    ],
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
