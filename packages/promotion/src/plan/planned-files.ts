import { compareDigests, type Digested, digestsOf, type FileDifference } from '../identity.ts'
import type { PlannedFile } from './plan.ts'

/** The files of a package as plans, snapshots and reports keep them: plain data, in which nothing is undefined. */
export const plannedFilesOf = (pkg: Digested): PlannedFile[] =>
  digestsOf(pkg).map(({ filename, sha256 }) => ({ filename, sha256: sha256 ?? null }))

/** In which files a package differs from what was kept of it; none where it has the same bytes. */
export function differencesFrom(files: readonly PlannedFile[], pkg: Digested): readonly FileDifference[] {
  const kept = files.map(({ filename, sha256 }) => ({ filename, sha256: sha256 ?? undefined }))
  return compareDigests(kept, digestsOf(pkg)).differences
}
