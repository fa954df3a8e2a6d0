import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { compareFiles, type FileDifference, filesOf, type KeptFile } from '../package/files.ts'
import { finishedScan } from '../package/scan.ts'
import { type Identity, identityOf, keyOf } from '../repository/identity.ts'
import { listRows } from '../repository/list-rows.ts'

/** What speaks against a package where it is, the worst first; `ok` where nothing does. */
export type HoldingState =
  | 'malware'
  | 'quarantined'
  | 'policy violated'
  | 'vulnerable'
  | 'scan failed'
  | 'not scanned'
  | 'in flight'
  | 'ok'

/** What is kept of a package that a repository holds. */
export interface Holding {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
  /** SHA-256 in hex of the main file; null where the service tells none. */
  readonly sha256: string | null
  readonly state: HoldingState
  /** The service's words for the state. */
  readonly told: string
}

/** What a repository holds, by identity. */
export type Holdings = ReadonlyMap<string, readonly Holding[]>

/** Where to read, and what of it counts. */
export interface HoldingsOptions {
  /** Which packages to look at, by their identity, as everything else may differ between repositories. Default: all. */
  select?: ((identity: Identity) => boolean) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Reads what a repository holds, in pages of 500. What failed to synchronise is left out, as a duplicate leaves it behind.
 *
 * @throws {PlanError} it changed while it was read
 */
export async function holdingsOf(
  cloudsmith: Cloudsmith,
  at: { owner: string; repo: string },
  { select = () => true, signal }: HoldingsOptions,
): Promise<Holdings> {
  const rows = await listRows(cloudsmith, at, (row) => (row.is_sync_failed ? undefined : holdingOf(row)), signal)
  const held = rows.filter((holding) => holding !== undefined).filter((holding) => select(holding.package))
  return Map.groupBy(held, (holding) => keyOf(holding.package))
}

function holdingOf(row: Package): Holding {
  return {
    package: identityOf(row),
    slugPerm: row.slug_perm,
    files: filesOf(row),
    sha256: row.checksum_sha256 || null,
    ...stateOf(row),
  }
}

function stateOf(row: Package): Pick<Holding, 'state' | 'told'> {
  const { status_reason: reason, security_scan_status: scanStatus } = row
  if (row.is_malware_detected) return { state: 'malware', told: reason ?? 'malware was found in it' }
  if (row.is_quarantined) return { state: 'quarantined', told: reason ?? 'no reason is given' }
  if (row.policy_violated) return { state: 'policy violated', told: reason ?? 'no reason is given' }
  if (!row.is_sync_completed) return { state: 'in flight', told: 'it is not synchronised yet' }
  const scan = finishedScan(row)
  const told = scan?.status ?? scanStatus ?? 'no scan yet'
  const states = { clean: 'ok', vulnerable: 'vulnerable', failed: 'scan failed', unscannable: 'ok' } as const
  return { state: scan === undefined ? 'not scanned' : states[scan.verdict], told }
}

/**
 * The files that differ between what two repositories hold of one identity; none where one package of each has the same bytes. Undefined
 * where that cannot be told: a copy has no digests before it is synchronised, and some formats have none at all.
 */
export function differencesBetween(a: readonly Holding[], b: readonly Holding[]): readonly FileDifference[] | undefined {
  const pairs = a.flatMap((left) => b.map((right) => compareFiles(left.files, right.files).differences))
  if (pairs.some(({ length }) => length === 0)) return []
  return [...a, ...b].every(isComparable) ? pairs[0] : undefined
}

const isComparable = ({ files, state }: Holding): boolean => state !== 'in flight' && files.every(({ sha256 }) => sha256 !== null)
