import { type Database, openDatabase } from '../../../packages/service/src/database/database.ts'
import { migrate } from '../../../packages/service/src/database/migrate.ts'
import { countHeldFast, packagesHeldFast } from '../../../packages/service/src/store/attention.ts'
import { edgeStates } from '../../../packages/service/src/store/edges.ts'
import { waitingFor } from '../../../packages/service/src/store/figures.ts'
import { type HistoryFilter, pastPlans, pastRuns } from '../../../packages/service/src/store/history.ts'
import { leadTimes } from '../../../packages/service/src/store/lead-times.ts'
import { countPackages, listPackages, type PackageFilter } from '../../../packages/service/src/store/packages.ts'
import { stageCounts } from '../../../packages/service/src/store/stage-counts.ts'
import { countNeeds } from '../../../packages/service/src/store/standing.ts'
import { findingsSince } from '../../../packages/service/src/store/trends.ts'
import { withPostgres } from './cluster.ts'
import { fillDatabase, pipeline } from './page-world.ts'

const rounds = 20
const day = 86_400_000

/** What people look at, each as the statements that its page asks the database for, which it asks for at once. */
type Page = (database: Database) => readonly Promise<unknown>[]

const packagesPage =
  (view: Omit<PackageFilter, 'pipeline'>): Page =>
  (database) => [listPackages(database, { pipeline, ...view }), countPackages(database, { pipeline, ...view })]

const historyPage =
  (list: typeof pastPlans | typeof pastRuns, filter: HistoryFilter): Page =>
  (database) => [list(database, { limit: 50, ...filter })]

function figuresPage(days: number, unit: 'day' | 'week'): Page {
  const since = new Date(Date.now() - days * day)
  return (database) => [
    leadTimes(database, pipeline, since, unit),
    waitingFor(database, pipeline),
    findingsSince(database, pipeline, since, unit),
  ]
}

/** The first page, one in the middle, each way to filter, and whatever counts all that there is. */
const pages: Readonly<Record<string, Page>> = {
  'first page': packagesPage({}),
  'by name': packagesPage({ name: 'package-4711' }),
  'by name with *': packagesPage({ name: '*-4711*' }),
  'by format': packagesPage({ format: 'python' }),
  'by stage': packagesPage({ stage: 'staging' }),
  'by tag': packagesPage({ tag: 'released' }),
  'by state, a rare one': packagesPage({ state: 'quarantined' }),
  'needs attention': (database) => [
    packagesHeldFast(database, 10),
    countHeldFast(database),
    waitingFor(database, pipeline),
    edgeStates(database),
  ],
  pipeline: (database) => [stageCounts(database, pipeline), edgeStates(database, pipeline), waitingFor(database, pipeline)],
  history: historyPage(pastPlans, {}),
  'history by person': historyPage(pastPlans, { person: 'Person-7' }),
  'history of an unknown person': historyPage(pastPlans, { person: 'nobody' }),
  'runs by person': historyPage(pastRuns, { person: 'person-7' }),
  'runs by an unknown person': historyPage(pastRuns, { person: 'nobody' }),
  'metrics of a month': figuresPage(30, 'day'),
  'metrics of a quarter': figuresPage(90, 'day'),
  'metrics of a year': figuresPage(365, 'week'),
  'counts in the page header': (database) => [countNeeds(database)],
}

/** Milliseconds in which the database gives a page, for each. */
export const pagesOf = (): Promise<ReadonlyMap<string, number>> =>
  withPostgres(async (url) => {
    const database = await openDatabase({ url, connections: 4 })
    await migrate(database)
    await fillDatabase(database)
    const { next } = await listPackages(database, { pipeline, limit: 100 })
    const second = packagesPage(next === null ? {} : { after: next })
    const times = new Map<string, number>()
    for (const [name, page] of Object.entries({ ...pages, 'second page': second })) {
      const taken: number[] = []
      for (let round = 0; round < rounds; round++) {
        const begun = performance.now()
        await Promise.all(page(database))
        taken.push(performance.now() - begun)
      }
      times.set(name, taken.toSorted((a, b) => a - b)[rounds / 2] ?? 0)
    }
    await database.close()
    return times
  })
