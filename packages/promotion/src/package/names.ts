import type { Identity } from '../repository/identity.ts'
import { type CompactRow, mainDigest } from './compact-row.ts'
import { nameOf } from './describe.ts'

/** Number of hex digits that is enough for people to tell two digests apart. */
const shortLength = 12

/** The beginning of a digest, as shown to people. */
export const shortDigest = (sha256: string | null): string => sha256?.slice(0, shortLength) ?? 'no digest'

/** A package with the digest of its main file, or with the files to take it from. */
type Named = Pick<CompactRow, 'package' | 'files'> | { readonly package: Identity; readonly sha256: string | null }

/**
 * Describes packages in words, as {@link nameOf} does. Where several packages share one identity and differ only in their bytes, the
 * beginning of each digest is added.
 */
export function namesOf(packages: readonly Named[]): string[] {
  const shas = packages.map((each) => ('files' in each ? mainDigest(each) : each.sha256))
  const names = packages.map((each) => nameOf(each.package))
  const digests = new Map<string, Set<string | null>>()
  for (const [index, name] of names.entries()) {
    const known = digests.get(name) ?? new Set()
    digests.set(name, known.add(shas[index] ?? null))
  }
  return names.map((name, index) => {
    const isAmbiguous = (digests.get(name)?.size ?? 0) > 1
    return isAmbiguous ? `${name} sha256 ${shortDigest(shas[index] ?? null)}` : name
  })
}
