import { openDatabase } from '../../../packages/service/src/database/database.ts'
import { migrate } from '../../../packages/service/src/database/migrate.ts'
import { raw } from '../../../packages/service/src/database/sql.ts'
import { keepHoldings, type NewHolding } from '../../../packages/service/src/store/holdings.ts'
import { countPackages, listPackages, type PackageFilter } from '../../../packages/service/src/store/packages.ts'
import { withPostgres } from './cluster.ts'

const holdings = 100_000
const rounds = 20

/** What people look at: the first page, one in the middle, and each way to filter. */
const views: Readonly<Record<string, Omit<PackageFilter, 'pipeline'>>> = {
  'first page': {},
  'by name': { name: 'package-4711' },
  'by name with *': { name: '*-4711*' },
  'by format': { format: 'python' },
  'by stage': { stage: 'staging' },
  'by tag': { tag: 'released' },
  'by state, of which there are few': { state: 'quarantined' },
}

/** Milliseconds in which the database gives a page of packages and their number, for each view. */
export const pagesOf = (): Promise<ReadonlyMap<string, number>> =>
  withPostgres(async (url) => {
    const database = await openDatabase({ url, connections: 2 })
    await migrate(database)
    for (let first = 0; first < holdings; first += 10_000) {
      await keepHoldings(
        database,
        'acme',
        Array.from({ length: 10_000 }, (_, index) => holdingOf(first + index)),
      )
    }
    await database.query(raw('vacuum analyze'))
    const times = new Map<string, number>()
    const { next } = await listPackages(database, { pipeline: 'acme', limit: 100 })
    for (const [name, view] of Object.entries({ ...views, 'second page': next === null ? {} : { after: next } })) {
      const taken: number[] = []
      for (let round = 0; round < rounds; round++) {
        const begun = performance.now()
        await Promise.all([
          listPackages(database, { pipeline: 'acme', ...view }),
          countPackages(database, { pipeline: 'acme', ...view }),
        ])
        taken.push(performance.now() - begun)
      }
      times.set(name, taken.toSorted((a, b) => a - b)[rounds / 2] ?? 0)
    }
    await database.close()
    return times
  })

function holdingOf(number: number): NewHolding {
  const format = ['npm', 'python', 'maven', 'nuget', 'deb'][number % 5] ?? 'npm'
  // Three of four packages are in one stage, the fourth has gone on.
  const [package_, stage] = number % 5 === 4 ? [number - 1, 'staging'] : [number, 'dev']
  return {
    ...{ stage, slugPerm: `slug-${number}`, sha256: null, size: 4_711, state: number % 1_000 === 0 ? 'quarantined' : 'ok' },
    identity: { format, name: `package-${package_}`, version: `1.0.${package_ % 9}` } as NewHolding['identity'],
    ...{ tags: number % 5 === 4 ? ['released'] : [], scan: null, severity: null, findings: 0, licence: 'MIT' },
    ...{ uploadedAt: new Date(), seenAt: new Date() },
  }
}
