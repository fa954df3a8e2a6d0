import { expect } from 'vitest'
import type { Outcome } from './program.ts'
import type { Promote } from './promotion.ts'
import type { Worlds } from './worlds.ts'

/** A client, and what it installs that only development can fetch. */
export interface Isolated {
  readonly format: string
  /** Finds in development what is promoted, and nothing that only that needs. */
  readonly query: string
  /** The names of all that it takes to install that. */
  readonly whole: readonly string[]
  /** Packages of those names. Default: one of each. */
  readonly count?: number
  readonly promote: Promote
  /** Installs it in an empty place. */
  install(place: string, as?: string): Promise<Outcome>
}

/** How often something was asked of the API for a promotion, by operation. */
export type Requests = Readonly<Record<string, number>>

/**
 * Tells how production is isolated: it can install nothing from outside; development can, and what it fetches is a package that was scanned; promoted
 * with all that it needs, production installs it too, when there is no upstream any more, and has the same bytes.
 */
export async function showIsolation({ inside, call, connect }: Worlds, isolated: Isolated): Promise<Requests> {
  const { format, query, whole, count = whole.length, promote, install } = isolated
  const upstream = await connect(format)
  expect((await install('acme/production')).code).not.toBe(0)

  expectInstalled(await install('acme/dev'))
  await inside.settle()
  const fetched = await call('GET', '/packages/acme/dev/?query=tag:outside')
  expect(fetched).toHaveLength(count)
  expect(new Set(fetched.map(({ name }: { name: string }) => name))).toEqual(new Set(whole))
  for (const pkg of fetched)
    expect(pkg).toMatchObject({ uploader: 'cloudsmith-o6v', security_scan_status: 'Scan Detected No Vulnerabilities' })

  inside.requests.clear()
  const plan = await promote(inside, query)
  const requests = countOf(inside.requests.all.map(({ operation }) => operation ?? 'downloads'))
  expect(new Set(plan.items.map((item) => item.package.name))).toEqual(new Set(whole))
  expect(plan.missing?.filter(({ possible = false }) => !possible)).toEqual([])

  await call('DELETE', `/repos/acme/dev/upstream/${format}/${upstream}/`)
  expectInstalled(await install('acme/production', 'reader'))
  const digests = async (repo: string) =>
    (await call('GET', `/packages/acme/${repo}/`))
      .filter(({ name }: { name: string }) => whole.includes(name))
      .map(({ version, checksum_sha256 }: { version: string; checksum_sha256: string }) => checksum_sha256 || version)
      .toSorted()
  expect(await digests('production')).toEqual(await digests('dev'))
  return requests
}

/** What a program says is worth more than its code. */
const expectInstalled = ({ code, output }: Outcome) => expect(code === 0 ? '' : output).toBe('')

function countOf(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}
