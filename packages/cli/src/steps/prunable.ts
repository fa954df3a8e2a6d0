import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { Pipeline, Stage } from '@cloudsmith-sdk/promotion'
import { isInStage } from '../select/in-stage.ts'
import { newest } from '../select/newest.ts'

/** Packages of a stage that may be deleted, and those that are old but may not. */
export interface Prunable {
  readonly old: readonly Package[]
  /** Old packages that a stage to which they could still be promoted lacks. */
  readonly needed: readonly { readonly pkg: Package; readonly by: string }[]
  readonly looked: number
}

/** The rules for what is old. */
export interface PruneRules {
  /** Number of newest versions to keep of each package. @see newest */
  readonly keep: number
  readonly before: number | undefined
  readonly query: string | undefined
  readonly signal: AbortSignal
}

/** Finds old packages in a stage, and compares them with all stages after it. Reads whole repositories, so run it at night. */
export async function prunable(
  cloudsmith: Cloudsmith,
  { owner, edges, stages }: Pipeline,
  stage: Stage,
  rules: PruneRules,
): Promise<Prunable> {
  const { keep, before = Number.POSITIVE_INFINITY, query, signal } = rules
  const list = async (repo: string, wanted?: string) =>
    cloudsmith.packages.list({ owner, repo, ...(wanted === undefined ? {} : { query: wanted }) }, { signal }).toArray()
  const rows = (await list(stage.repository, query)).filter((row) => isInStage(stage, row))
  // Deleting a package removes it from every stage that shares the repository.
  const beside = stages.filter(({ name, repository }) => name !== stage.name && repository === stage.repository)
  const kept = new Set(newest(rows, keep))
  const aged = rows.filter((row) => !kept.has(row) && !beside.some((other) => isInStage(other, row)))
  const old = aged.filter(({ uploaded_at }) => Date.parse(uploaded_at) < before)
  const later = stages.filter(({ name }) => edges.some(({ from, to }) => from === stage.name && to === name))
  const held = await Promise.all(
    later.map(async (other) => {
      const there = (await list(other.repository)).filter((row) => isInStage(other, row))
      return { name: other.name, sums: new Set(there.map(({ checksum_sha256 }) => checksum_sha256)) }
    }),
  )
  const judged = old.map((pkg) => ({ pkg, by: held.find(({ sums }) => !sums.has(pkg.checksum_sha256))?.name }))
  return {
    old: judged.flatMap(({ pkg, by }) => (by === undefined ? [pkg] : [])),
    needed: judged.flatMap(({ pkg, by }) => (by === undefined ? [] : [{ pkg, by }])),
    looked: rows.length,
  }
}
