import type { UndoHold } from '../hold/undo-hold.ts'
import type { Ledger, LedgerRollback, LedgerUndone } from '../ledger/ledger.ts'
import type { Rollback } from './rolled-back.ts'

/** Records a rollback in the ledger, if there is one. */
export interface RollbackRecording {
  /** To be called before anything is put on hold or removed. */
  begin(): Promise<void>
  /** @param at when it ended, in ISO 8601 */
  end(undone: Rollback, at: string): Promise<void>
}

/** @param startedAt when the rollback began, in ISO 8601 */
export function recordRollback(
  ledger: Ledger | undefined,
  { plan, hold, startedAt }: { plan: string; hold: UndoHold | undefined; startedAt: string },
): RollbackRecording {
  if (ledger === undefined) return { begin: async () => {}, end: async () => {} }
  const { by = null, why = null } = hold || {}
  const begun: LedgerRollback = { plan, startedAt, by, why }
  return {
    async begin() {
      await ledger.append({ kind: 'rollback', at: startedAt, document: begun })
    },
    async end(undone, at) {
      const document: LedgerUndone = { ...begun, ...undone }
      await ledger.append({ kind: 'undone', at, document })
    },
  }
}
