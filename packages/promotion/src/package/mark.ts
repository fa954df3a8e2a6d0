import { ApiError, type Cloudsmith, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { type PackageRef, refOf } from '@cloudsmith-sdk/client/sync'
import { ArrivalError } from './errors.ts'
import { addTags, hasTag, removeTags, requireTags } from './tags.ts'

/** Tags to set, and how. */
export interface Marking {
  readonly tags: readonly string[]
  readonly immutable: boolean
  readonly signal: AbortSignal | undefined
  /** @throws {ArrivalError} something speaks against the package by now */
  judge(row: PackageDetail): void
}

/**
 * Gives packages their tags, last of all, and reads them back. Each is judged once more before any is tagged, and again when the tags are
 * read: where something speaks against one of them, what was set is taken away again from all.
 *
 * @returns the packages as they were read last
 * @throws {ArrivalError} something speaks against one, or its tags do not show
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
