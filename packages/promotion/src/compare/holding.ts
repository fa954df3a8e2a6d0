import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { finishedScan } from '@cloudsmith-sdk/client/sync'
import { type CompactRow, compactRow } from '../package/compact-row.ts'
import { sameFiles } from '../package/files.ts'
import { type Identity, keyOf } from '../repository/identity.ts'
import { type ListedPage, readPages } from '../repository/list-rows.ts'
import type { Place } from '../repository/place.ts'

/** The state of a package where it is, the worst first; `ok` if there are no objections. */
export type HoldingState =
  | 'malware'
  | 'quarantined'
  | 'policy violated'
  | 'vulnerable'
  | 'scan failed'
  | 'not scanned'
  | 'in flight'
  | 'ok'

/** A package on one of the compared sides. */
export interface Holding extends CompactRow {
  /** Index of its side. */
  readonly side: number
  readonly state: HoldingState
  /** The state in words; the service's own words if it gives a reason. */
  readonly detail: string
}

/** A repository, or those of its packages that are one side of a comparison. */
export interface Side extends Place {
  /** A query in the service's search language. Default: all packages. */
  readonly query?: string | undefined
  /** Which of the rows found by the query belong to the side. Default: all. */
  has?(row: Package): boolean
}

/** Which packages are compared. */
export interface HoldingsOptions {
  /** Which packages to compare, by their identity, as everything else may differ between repositories. Default: all. */
  select?: ((identity: Identity) => boolean) | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Reads the packages of several sides, in pages of 500. Packages that failed to synchronise are left out, as duplicates leave them behind.
 *
 * What sides have in common is stored once: a package takes about 600 bytes, and about a hundred more for each further side.
 *
 * @returns by the key of their identity, all sides in one list
 * @throws {PlanError} the service counts more packages than it lists
 */
export async function readHoldings(
  cloudsmith: Cloudsmith,
  sides: readonly Side[],
  { select = () => true, signal }: HoldingsOptions,
): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const holdings = new Map<string, Holding[]>()
  const details = new Map<string, string>()
  await Promise.all(sides.map(readSide))
  return holdings

  async function readSide({ has = () => true, ...listing }: Side, side: number) {
    const see = ({ rows }: ListedPage) => {
      for (const row of rows) if (!row.is_sync_failed && has(row)) keep(row, side)
    }
    await readPages(cloudsmith, listing, see, signal)
  }

  function keep(row: Package, side: number) {
    const { package: identity, slugPerm, files } = compactRow(row)
    if (!select(identity)) return
    const key = keyOf(identity)
    const known = holdings.get(key)
    const { state, detail } = stateOf(row)
    if (!details.has(detail)) details.set(detail, detail)
    const holding = {
      side,
      package: known?.find((other) => isEqual(other.package, identity))?.package ?? identity,
      slugPerm,
      files: known?.find((other) => sameFiles(other.files, files))?.files ?? files,
      state,
      detail: details.get(detail) ?? detail,
    }
    if (known === undefined) holdings.set(key, [holding])
    else known.push(holding)
  }
}

const isEqual = (a: Identity, b: Identity): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The state of a package where it is. */
export function stateOf(row: Package): Pick<Holding, 'state' | 'detail'> {
  const { status_reason: reason, security_scan_status: scanStatus } = row
  if (row.is_malware_detected) return { state: 'malware', detail: reason ?? 'malware was found in it' }
  if (row.is_quarantined) return { state: 'quarantined', detail: reason ?? 'no reason given' }
  if (row.policy_violated) return { state: 'policy violated', detail: reason ?? 'no reason given' }
  if (!row.is_sync_completed) return { state: 'in flight', detail: 'it is not synchronised yet' }
  const scan = finishedScan(row)
  const detail = scan?.status ?? scanStatus ?? 'no scan yet'
  const states = { clean: 'ok', vulnerable: 'vulnerable', failed: 'scan failed', unscannable: 'ok' } as const
  return { state: scan === undefined ? 'not scanned' : states[scan.verdict], detail }
}
