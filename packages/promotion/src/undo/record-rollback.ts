import type { UndoHold } from '../hold/undo-hold.ts'
import type { Ledger, LedgerRollback, LedgerUndone } from '../ledger/ledger.ts'
import type { Rollback } from './rolled-back.ts'

/** Writes down what a rollback does, where there is a ledger. */
export interface RollbackRecording {
  /** Before anything is held or taken away. */
  begin(): Promise<void>
  /** @param at when it had ended, in ISO 8601 */
  end(undone: Rollback, at: string): Promise<void>
}

/** @param startedAt of the rollback, in ISO 8601 */
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
