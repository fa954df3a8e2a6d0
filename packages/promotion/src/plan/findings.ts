import type { Cloudsmith, Package, Vulnerability, VulnerabilityScanSummary } from '@cloudsmith-sdk/client'
import { finishedScan } from '../steps/scan.ts'
import { eachOf } from './each-of.ts'
import { pageSize } from './read-rows.ts'

/**
 * Reads what the newest scan of every vulnerable package found: the scans of the whole repository in pages, then one request for each
 * vulnerable package.
 *
 * @returns by `slug_perm`; a package whose findings are not told is not in it
 */
export async function readFindings(
  cloudsmith: Cloudsmith,
  { owner, repo }: { owner: string; repo: string },
  rows: readonly Package[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Vulnerability[]>> {
  const findings = new Map<string, readonly Vulnerability[]>()
  const vulnerable = rows.filter((row) => finishedScan(row)?.verdict === 'vulnerable')
  if (vulnerable.length === 0) return findings
  const newest = new Map<string, VulnerabilityScanSummary>()
  for await (const scan of cloudsmith.vulnerabilities.listForRepo({ owner, repo, page_size: pageSize }, { signal })) {
    const known = newest.get(scan.package.identifier)
    if (known === undefined || known.created_at < scan.created_at) newest.set(scan.package.identifier, scan)
  }
  await eachOf(vulnerable, async ({ slug_perm }) => {
    const scan = newest.get(slug_perm)
    if (scan === undefined) return
    const detail = await cloudsmith.vulnerabilities.read(
      { owner, repo, package: slug_perm, identifier: scan.identifier },
      { signal },
    )
    findings.set(
      slug_perm,
      detail.scans.flatMap(({ results }) => results),
    )
  })
  return findings
}
