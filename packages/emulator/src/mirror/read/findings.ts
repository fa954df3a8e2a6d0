import * as v from 'valibot'
import { largestPageSize } from '../../generated/page-size.ts'
import { checked } from '../document.ts'
import { type PackageRow, type ScanRow, scanRow } from '../rows.ts'
import { each } from './each.ts'
import { findPackages, type Place } from './packages.ts'
import { rowsIn, type Source } from './source.ts'

/** Which findings to read, and how. */
export interface FindingsWanted {
  /** `all`, `none`, or a query that selects packages. */
  readonly findings: string
  readonly mostFindings: number
  readonly concurrency: number
}

const summaryRow = v.object({ identifier: v.string(), created_at: v.string(), package: v.object({ identifier: v.string() }) })
const detailRow = v.object({ scans: v.array(v.object({ results: v.array(v.unknown()) })) })

type Summary = v.InferOutput<typeof summaryRow>

/**
 * Reads the findings of the latest scan of each package, with one request each. The scans are listed before, in pages for the whole repository or for
 * each package, whichever takes fewer requests.
 *
 * @returns scans by `slug_perm`, without packages that have no findings
 * @see docs/service.md#scanning
 */
export async function readFindings(
  source: Source,
  place: Place,
  packages: readonly PackageRow[],
  { findings, mostFindings, concurrency }: FindingsWanted,
  see: () => void,
): Promise<Record<string, ScanRow>> {
  const { owner, repo } = place
  const where = `${owner}/${repo}`
  const grave = packages.filter(({ vulnerability_counts: counts }) => counts !== null && Object.values(counts).some((n) => n > 0))
  if (findings === 'none' || grave.length === 0) {
    if (grave.length > 0) source.lack('findings', where, 'not requested', unread(grave.length))
    return {}
  }
  const chosen =
    findings === 'all'
      ? undefined
      : new Set(await source.once(`findings ${repo} chosen`, async () => [...(await findPackages(source, place, findings))]))
  const wanted = grave.filter(({ slug_perm }) => chosen?.has(slug_perm) ?? true)
  const read = wanted.slice(0, mostFindings)
  const left = grave.length - read.length
  if (left > 0) source.lack('findings', where, 'not requested', unread(left))
  const gap = { what: 'findings', where } as const
  const slugs = read.map(({ slug_perm }) => slug_perm)
  const latest = await source.orGap(`findings ${repo} scans`, gap, () => latestScans(source, place, slugs, concurrency))
  const known = new Map(latest?.map((scan) => [scan.package.identifier, scan]))
  const scans = await each(slugs, concurrency, async (slug) => {
    const scan = known.get(slug)
    if (scan === undefined) return undefined
    const { identifier, created_at } = scan
    const results = await source.orGap(`findings ${repo} ${slug}`, gap, async () => {
      const { body } = await source.ask('vulnerabilities_read', { owner, repo, package: slug, identifier })
      const { scans } = checked(detailRow, body, `a scan of ${where}`)
      return checked(scanRow, { identifier, created_at, results: scans.flatMap(({ results }) => results) }, `a scan of ${where}`)
    })
    see()
    return results && ([slug, results] as const)
  })
  return Object.fromEntries(scans.filter((scan) => scan !== undefined))
}

const unread = (count: number) =>
  `which vulnerabilities ${count} ${count === 1 ? 'package has' : 'packages have'}: gates that match identifiers find nothing there`

async function latestScans(source: Source, { owner, repo }: Place, slugs: readonly string[], concurrency: number) {
  const latest = new Map<string, Summary>()
  const keep = (rows: readonly unknown[]) => {
    for (const row of rows) {
      const scan = checked(summaryRow, row, `a scan of ${owner}/${repo}`)
      const known = latest.get(scan.package.identifier)
      if (known === undefined || known.created_at < scan.created_at) latest.set(scan.package.identifier, scan)
    }
  }
  for (let page = 1, pages = 1; slugs.length > 1 && page <= Math.min(pages, slugs.length); page++) {
    const answer = await source.ask('vulnerabilities_repo_list', { owner, repo }, { page, page_size: largestPageSize })
    // An old repository has many more scans than packages.
    if ((answer.pages ?? 1) > slugs.length) break
    keep(rowsIn(answer.body, 'vulnerabilities_repo_list'))
    pages = answer.pages ?? 1
  }
  const others = slugs.filter((slug) => !latest.has(slug))
  await each(others, concurrency, async (slug) => {
    const { body } = await source.ask(
      'vulnerabilities_package_list',
      { owner, repo, package: slug },
      { page_size: largestPageSize },
    )
    keep(rowsIn(body, 'vulnerabilities_package_list'))
  })
  return [...latest.values()]
}
