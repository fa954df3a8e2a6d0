import type { Cloudsmith, Vulnerability, VulnerabilityScanSummary } from '@cloudsmith-sdk/client'
import { eachOf } from './concurrency.ts'
import type { Place } from './place.ts'

/**
 * Reads the findings of the newest scan of packages, at one request per package. Before that it finds the scans: from the list of the whole
 * repository, or package by package, whichever takes fewer requests.
 *
 * @param slugs `slug_perm` of packages whose scans found something
 * @returns findings by `slug_perm`; packages without readable findings are left out
 */
export async function readFindings(
  cloudsmith: Cloudsmith,
  place: Place,
  slugs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Vulnerability[]>> {
  const findings = new Map<string, readonly Vulnerability[]>()
  const newest = await newestScans(cloudsmith, place, slugs, signal)
  await eachOf(slugs, async (slug) => {
    const scan = newest.get(slug)
    if (scan === undefined) return
    const params = { ...place, package: slug, identifier: scan.identifier }
    const { scans } = await cloudsmith.vulnerabilities.read(params, { signal })
    findings.set(
      slug,
      scans.flatMap(({ results }) => results),
    )
  })
  return findings
}

async function newestScans(
  cloudsmith: Cloudsmith,
  place: Place,
  slugs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, VulnerabilityScanSummary>> {
  const newest = new Map<string, VulnerabilityScanSummary>()
  const keep = (scan: VulnerabilityScanSummary) => {
    const known = newest.get(scan.package.identifier)
    if (known === undefined || known.created_at < scan.created_at) newest.set(scan.package.identifier, scan)
  }
  if (slugs.length > 1) {
    for await (const { items, pageCount = 1 } of cloudsmith.vulnerabilities.listForRepo(place, { signal }).pages()) {
      if (pageCount > slugs.length) break
      for (const scan of items) keep(scan)
    }
  }
  await eachOf(
    slugs.filter((slug) => !newest.has(slug)),
    async (slug) => {
      for await (const scan of cloudsmith.vulnerabilities.list({ ...place, package: slug }, { signal })) keep(scan)
    },
  )
  return newest
}
