import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GivenApproval, GivenRevocation } from '@cloudsmith-sdk/promotion'
import { exists } from './exists.ts'
import { readNamed } from './read-text.ts'

/** The folder beside the pipeline that approvals and revocations are kept in. */
export const approvalsFolder = (pipelinePath: string): string => join(dirname(pipelinePath), 'approvals')

/** What people decided, as their files say. Proofs are looked at where they count. */
export interface Decided {
  readonly approvals: readonly GivenApproval[]
  readonly revocations: readonly GivenRevocation[]
}

/** Reads all files of a folder that end with `.json`; none where there is no folder. @throws {DocumentError} a file is neither */
export async function readApprovals(folder: string): Promise<Decided> {
  if (!(await exists(folder))) return { approvals: [], revocations: [] }
  const { readApproval, readRevocation } = await import('@cloudsmith-sdk/promotion/documents')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const approvals: GivenApproval[] = []
  const revocations: GivenRevocation[] = []
  for (const name of names) {
    const text = await readNamed(join(folder, name), `approvals/${name}`)
    if (name.endsWith('.revocation.json')) revocations.push(readRevocation(text, { source: name }))
    else approvals.push(readApproval(text, { source: name }))
  }
  return { approvals, revocations }
}
