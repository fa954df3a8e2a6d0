import type { Package } from '@cloudsmith-sdk/client'
import { type Report, reportKind } from '../apply/report.ts'
import type { Ledger, LedgerEntry, LedgerUndone } from '../ledger/ledger.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import { type LedgerHead, verifyLedger } from '../ledger/verify-ledger.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { identityOf } from '../repository/identity.ts'
import type { HistoryEntry } from './history-entry.ts'
import { subjectsOf } from './statement.ts'

/** The stage whose promotions to find in a ledger. */
interface Asked {
  readonly owner: string
  readonly stage: Stage
  /** The packages that are in the stage. */
  readonly rows: readonly Package[]
  /** The last known entry of the ledger. */
  readonly head: LedgerHead | undefined
}

/** Finds in a ledger how packages reached a stage. Entries after a break in the chain are returned as claims without proof. */
export async function historyIn(ledger: Ledger, { owner, stage, rows, head }: Asked): Promise<HistoryEntry[]> {
  // Read before the ledger is verified: entries added in between are verified, but not returned.
  const { reports, undone } = await readEntries(ledger)
  const verdict = await verifyLedger(ledger.read(), { head })
  const believed = verdict.intact || verdict.problem !== 'truncated' ? (verdict.head?.seq ?? 0) : 0
  const why = verdict.intact ? '' : `The ledger proves nothing about this: ${verdict.why}`
  const bySlug = new Map(rows.map((row) => [row.slug_perm, row]))
  const told = new Set<string>()
  return reports.flatMap(({ entry, position }) => {
    const { document: report, seq } = entry
    if (!isReportOf(report, owner, stage)) return []
    return report.items.flatMap((item): HistoryEntry[] => {
      const row = bySlug.get(item.destination ?? '')
      // A plan that is applied again reports the same arrival again.
      const arrival = `${report.plan} ${item.destination}`
      if (row === undefined || item.outcome !== 'promoted' || told.has(arrival)) return []
      // If it was undone since and is there again, it came another way.
      if ((undone.get(arrival) ?? 0) > position) return []
      told.add(arrival)
      const about = { package: identityOf(row), slugPerm: row.slug_perm, witness: 'ledger' as const }
      if (position > believed) return [{ ...about, verified: false, why }]
      const stated = new Set(item.files.map(({ sha256 }) => sha256))
      const isSame = subjectsOf(row).every((sha256) => sha256 !== undefined && stated.has(sha256))
      if (!isSame) return [{ ...about, verified: false, why: `Entry ${seq} of the ledger records different bytes.` }]
      const { finishedAt: at, plan, requestedBy } = report
      return [{ ...about, verified: true, at, seq, plan, requestedBy }]
    })
  })
}

interface Entries {
  /** With their positions in the ledger. */
  readonly reports: readonly { readonly entry: LedgerEntry; readonly position: number }[]
  /** The position of the last record that an arrival was undone, by plan and `slug_perm`. */
  readonly undone: ReadonlyMap<string, number>
}

/** The reports of a ledger and what was undone, including entries after a break, as far as it can be read. */
async function readEntries(ledger: Ledger): Promise<Entries> {
  const reports: Entries['reports'][number][] = []
  const undone = new Map<string, number>()
  let position = 0
  try {
    for await (const entry of ledger.read()) {
      position += 1
      if (entry.kind === 'report') reports.push({ entry, position })
      if (entry.kind === 'undone') for (const arrival of undoneIn(entry.document)) undone.set(arrival, position)
    }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
  }
  return { reports, undone }
}

function undoneIn(document: object): string[] {
  const { plan, items } = document as Partial<LedgerUndone>
  if (!Array.isArray(items)) return []
  return items.flatMap(({ slugPerm, did }) => (Array.isArray(did) && did.length > 0 ? [`${plan} ${slugPerm}`] : []))
}

const isReportOf = (document: object, owner: string, stage: Stage): document is Report => {
  const { kind, version, items, ...report } = document as Partial<Report>
  const isReport = kind === reportKind && version === 1 && Array.isArray(items)
  return isReport && report.owner === owner && report.to === stage.name && report.destination === stage.repository
}
