import type { ApprovalOptions } from '../approval/admit.ts'
import { isIdentified } from '../approval/word.ts'
import type { Ledger, LedgerKind, LedgerRecord, LedgerRun } from '../ledger/ledger.ts'
import type { Plan } from '../plan/plan.ts'
import { digestOf } from '../text/digest.ts'
import type { Report } from './report.ts'

/** Records a run in a ledger, if there is one. */
export interface Recording {
  /**
   * Before anything is sent: records the plan, the approvals and revocations, and the start of the run. Documents already in the ledger are not
   * repeated.
   */
  begin(at: string): Promise<void>
  end(report: Report): Promise<void>
}

/** @param startedAt start of the run, in ISO 8601 */
export function recordingOf(ledger: Ledger | undefined, plan: Plan, decided: ApprovalOptions, startedAt: string): Recording {
  if (ledger === undefined) return { begin: async () => {}, end: async () => {} }
  return {
    async begin(at) {
      const known = await documentsIn(ledger)
      for (const { kind, document } of documentsOf(plan, decided)) {
        if (!known.has(digestOf({ kind, document }))) await ledger.append({ kind, at, document })
      }
      const run: LedgerRun = { plan: plan.digest, startedAt }
      await ledger.append({ kind: 'run', at, document: run })
    },
    async end(report) {
      await ledger.append({ kind: 'report', at: report.finishedAt, document: report })
    },
  }
}

type Written = Pick<LedgerRecord, 'kind' | 'document'>

function documentsOf(plan: Plan, { approvals = [], revocations = [] }: ApprovalOptions): Written[] {
  const withoutTokens = (kind: LedgerKind, given: readonly object[]) =>
    given.map((document): Written => ({ kind, document: withoutToken(document) }))
  return [{ kind: 'plan', document: plan }, ...withoutTokens('approval', approvals), ...withoutTokens('revocation', revocations)]
}

/** A token is a credential, so the ledger keeps only its digest, which is enough to recognise it. */
function withoutToken(document: object): object {
  if (!isIdentified(document)) return document
  const { token, ...rest } = document
  return { ...rest, tokenDigest: digestOf(token) }
}

/** Digests of the documents that need not be written again. */
async function documentsIn(ledger: Ledger): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for await (const { kind, document } of ledger.read()) {
    if (kind !== 'run' && kind !== 'report') known.add(digestOf({ kind, document }))
  }
  return known
}
