import type { Package } from '@cloudsmith-sdk/client'
import { type Report, reportKind } from '../apply/report.ts'
import type { Ledger, LedgerEntry } from '../ledger/ledger.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import { type LedgerHead, verifyLedger } from '../ledger/verify-ledger.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { identityOf } from '../repository/identity.ts'
import type { HistoryEntry } from './history-entry.ts'
import { subjectsOf } from './statement.ts'

/** Which promotions a ledger is asked about. */
interface Asked {
  readonly owner: string
  readonly stage: Stage
  /** The packages that the stage has. */
  readonly rows: readonly Package[]
  /** The last entry of the ledger that is known to have been there. */
  readonly head: LedgerHead | undefined
}

/**
 * What a ledger tells of how packages came to a stage. What stands behind a break of its chain is told, and that it proves nothing.
 */
export async function historyIn(ledger: Ledger, { owner, stage, rows, head }: Asked): Promise<HistoryEntry[]> {
  // Read before it is verified: what is added in between is verified, and not told.
  const reports = await reportsIn(ledger)
  const verdict = await verifyLedger(ledger.read(), { head })
  const believed = verdict.intact || verdict.problem !== 'truncated' ? (verdict.head?.seq ?? 0) : 0
  const why = verdict.intact ? '' : `The ledger proves nothing of this: ${verdict.why}`
  const bySlug = new Map(rows.map((row) => [row.slug_perm, row]))
  const told = new Set<string>()
  return reports.flatMap(({ entry, position }) => {
    const { document: report, seq } = entry
    if (!isReportOf(report, owner, stage)) return []
    return report.items.flatMap((item): HistoryEntry[] => {
      const row = bySlug.get(item.destination ?? '')
      // A plan that is applied again tells of the same arrival again.
      const arrival = `${report.plan} ${item.destination}`
      if (row === undefined || item.outcome !== 'promoted' || told.has(arrival)) return []
      told.add(arrival)
      const about = { package: identityOf(row), slugPerm: row.slug_perm, witness: 'ledger' as const }
      if (position > believed) return [{ ...about, verified: false, why }]
      const stated = new Set(item.files.map(({ sha256 }) => sha256))
      const isSame = subjectsOf(row).every((sha256) => sha256 !== undefined && stated.has(sha256))
      if (!isSame) return [{ ...about, verified: false, why: `The ledger tells of other bytes, in entry ${seq}.` }]
      const { finishedAt: at, plan, requestedBy } = report
      return [{ ...about, verified: true, at, seq, plan, requestedBy }]
    })
  })
}

/** The reports of a ledger with the places that they stand at, also behind a break: as far as it can be read. */
async function reportsIn(ledger: Ledger): Promise<{ entry: LedgerEntry; position: number }[]> {
  const reports: { entry: LedgerEntry; position: number }[] = []
  let position = 0
  try {
    for await (const entry of ledger.read()) {
      position += 1
      if (entry.kind === 'report') reports.push({ entry, position })
    }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
  }
  return reports
}

const isReportOf = (document: object, owner: string, stage: Stage): document is Report => {
  const { kind, version, items, ...report } = document as Partial<Report>
  const isReport = kind === reportKind && version === 1 && Array.isArray(items)
  return isReport && report.owner === owner && report.to === stage.name && report.destination === stage.repository
}
