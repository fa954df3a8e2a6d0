import type { Consent } from '../gates/knowledge.ts'
import type { Approval } from './approval.ts'

/** Looks into approvals: who gave them, and whether they count. */
export const admit = async (approvals: readonly Approval[]): Promise<readonly Consent[]> =>
  approvals.map(({ by, at, expires, subjects }) => ({
    ...{ person: by, groups: [], at, expires, signed: false },
    subjects: new Set(subjects),
  }))
