import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { GivenApproval, GivenRevocation } from '@cloudsmith-sdk/promotion'
import { exists } from './exists.ts'
import { readNamed } from './read-text.ts'

/** The folder next to the pipeline that contains approvals and revocations. */
export const approvalsFolder = (pipelinePath: string): string => join(dirname(pipelinePath), 'approvals')

/** Approvals and revocations, as their files have them. Their proofs are verified where they are used. */
export interface Decided {
  readonly approvals: readonly GivenApproval[]
  readonly revocations: readonly GivenRevocation[]
}

/**
 * Reads all files of a folder whose names end with `.json`; nothing if there is no folder.
 *
 * @throws {DocumentError} a file is neither an approval nor a revocation
 */
export async function readApprovals(folder: string): Promise<Decided> {
  if (!(await exists(folder))) return { approvals: [], revocations: [] }
  const { readApproval, readRevocation } = await import('@cloudsmith-sdk/promotion/documents')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const approvals: GivenApproval[] = []
  const revocations: GivenRevocation[] = []
  for (const name of names) {
    const source = `${basename(folder)}/${name}`
    const text = await readNamed(join(folder, name), source)
    if (name.endsWith('.revocation.json')) revocations.push(readRevocation(text, { source }))
    else approvals.push(readApproval(text, { source }))
  }
  return { approvals, revocations }
}
