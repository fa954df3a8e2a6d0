import { ApiError, type Cloudsmith, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { type PackageRef, refOf } from '@cloudsmith-sdk/client/sync'
import { ArrivalError } from './errors.ts'
import { addTags, hasTag, removeTags, requireTags } from './tags.ts'

/** Tags to set, and how. */
export interface Marking {
  readonly tags: readonly string[]
  readonly immutable: boolean
  readonly signal: AbortSignal | undefined
  /**
   * Judges a package as it was just read.
   *
   * @throws {ArrivalError} the package has a problem by now
   */
  judge(row: PackageDetail): void
}

/**
 * Tags packages, as the last step of a promotion, and reads them back. Every package is judged once more before any is tagged, and again when
 * the tags are read back. If one of them has a problem, the tags that were set are removed again from all of them.
 *
 * @returns the packages as last read
 * @throws {ArrivalError} a package has a problem, or its tags do not show
 */
export async function mark(
  cloudsmith: Cloudsmith,
  packages: readonly Package[],
  { tags, immutable, signal, judge }: Marking,
): Promise<PackageDetail[]> {
  const given: { ref: PackageRef; set: readonly string[] }[] = []
  const before = await readAll()
  try {
    for (const row of before) {
      const bare = tags.filter((tag) => !hasTag(row, tag))
      const loose = immutable ? tags.filter((tag) => !Object.values(row.tags_immutable).flat().includes(tag)) : bare
      if (loose.length === 0) continue
      given.push({ ref: refOf(row), set: bare })
      await addTags(cloudsmith, refOf(row), loose, { immutable, signal })
    }
    if (given.length === 0) return before
    const after = await readAll()
    for (const row of after) requireTags(row, tags)
    return after
  } catch (error) {
    if (!(error instanceof ArrivalError)) throw error
    for (const { ref, set } of given) await takeAway(ref, set, error)
    throw error
  }

  async function readAll(): Promise<PackageDetail[]> {
    const rows: PackageDetail[] = []
    for (const pkg of packages) rows.push(await cloudsmith.packages.read({ ...refOf(pkg) }, { signal }))
    for (const row of rows) judge(row)
    return rows
  }

  async function takeAway(ref: PackageRef, set: readonly string[], error: ArrivalError) {
    if (set.length === 0) return
    try {
      await removeTags(cloudsmith, ref, set, { signal })
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal
      error.message += ` Its tags ${set.join(', ')} could not be removed again: ${refusal.detail ?? refusal.message}`
    }
  }
}
