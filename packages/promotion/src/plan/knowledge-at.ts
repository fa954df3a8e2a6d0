import type { Cloudsmith, V2, Vulnerability } from '@cloudsmith-sdk/client'
import { finishedScan } from '@cloudsmith-sdk/client/sync'
import { type Knowledge, knowledgeOf } from '../gates/knowledge.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import { eachOf } from '../repository/concurrency.ts'
import { readDecisions } from '../repository/decisions.ts'
import { withEvidence } from '../repository/evidence-reference.ts'
import { readFindings } from '../repository/findings.ts'
import type { Place } from '../repository/place.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import type { PackageRow } from '../repository/row.ts'

/** What gates need to know apart from the packages. */
export type About = Pick<
  Knowledge,
  'now' | 'waivers' | 'personOf' | 'groupsOf' | 'waiverLife' | 'consents' | 'requestedBy' | 'subject'
> &
  Partial<Pick<Knowledge, 'refused'>>

/**
 * Reads only what the gates of a stage need to know about packages.
 *
 * @returns a function that gives the knowledge about each package
 */
export async function knowledgeAt(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  { from, to }: { from: string; to: Pick<Destination, 'name' | 'gates' | 'unscannable' | 'staleScan'> },
  rows: readonly PackageRow[],
  { now, ...about }: About,
  signal: AbortSignal | undefined,
): Promise<(row: PackageRow) => Knowledge> {
  const at = { owner, repo }
  const { gates, unscannable, staleScan } = to
  const needsFindings = gates.some((gate) => gate.needsFindings)
  const findings = needsFindings
    ? await readFindings(cloudsmith, at, vulnerable(rows), signal)
    : new Map<string, Vulnerability[]>()
  const metadata = new Map<string, readonly V2.ArtifactMetadata[]>()
  if (gates.some((gate) => gate.needsMetadata)) {
    await eachOf(rows, async ({ slug_perm: identifier }) => {
      const attached = await readMetadata(cloudsmith, { ...at, identifier }, signal)
      metadata.set(identifier, await withEvidence(cloudsmith, attached, signal))
    })
  }
  const decisions = gates.some((gate) => gate.needsDecisions) ? await readDecisions(cloudsmith, at, rows, signal) : undefined
  const step = { from, to: to.name }
  return (row) =>
    knowledgeOf(row, now, {
      ...about,
      findings: findings.get(row.slug_perm),
      metadata: metadata.get(row.slug_perm),
      decisions: decisions?.get(row.slug_perm),
      step,
      unscannable,
      staleScan,
    })
}

const vulnerable = (rows: readonly PackageRow[]): string[] =>
  rows.filter((row) => finishedScan(row)?.verdict === 'vulnerable').map(({ slug_perm }) => slug_perm)
