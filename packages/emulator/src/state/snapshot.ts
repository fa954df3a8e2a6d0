import type { Advisory } from '@cloudsmith-sdk/advisories'
import { areas } from '../areas.ts'
import type { Emulator } from '../emulator.ts'
import { deletedOf } from '../package/recycle.ts'
import { accounts } from '../world/account.ts'
import { workspaces } from '../world/kinds.ts'
import type { PackageRecord, WorkspaceRecord } from '../world/records.ts'
import { list, mapBy, moment, number, optional, partsOf, record, text } from '../world/shapes/index.ts'
import { advisory } from './advisory-shape.ts'
import { keptParts, mustBeReadable } from './parts.ts'
import { type RowSource, readRows } from './read-rows.ts'
import type { ParsedState } from './state-text.ts'
import { type Written, writeRows } from './write-rows.ts'

const key = record({ key: text, account: accounts, expiry: optional(number) })

/** The content of a state outside its rows. */
export const snapshot = record({
  /** Milliseconds of the emulator's clock. */
  now: moment,
  ids: number,
  auditIds: number,
  /** Those that the emulator did not start with. */
  advisories: list(advisory),
  accounts: mapBy(accounts, ({ slug }) => slug),
  keys: mapBy(key, (held) => held.key),
  workspaces: mapBy(workspaces, ({ slug }) => slug),
  parts: partsOf('world'),
})

/** Everything that an emulator has to remember across a restart. `given`: the advisories that it starts with. */
export function takeSnapshot({ world, clock, advisories }: Emulator, given: readonly Advisory[]): Written {
  const { ids, auditIds, accounts, keys, expiries, workspaces, parts } = world
  const held = [...keys].map(([key, account]) => [key, { key, account, expiry: expiries.get(key) }] as const)
  return writeRows(snapshot, {
    now: clock.now(),
    ids: ids.position,
    auditIds: auditIds.position,
    advisories: advisories.filter((advisory) => !given.includes(advisory)),
    accounts,
    keys: new Map(held),
    workspaces,
    parts,
  })
}

/**
 * Reads a written state without applying it.
 *
 * @throws {StateError} if it could not be restored
 */
export function mustBeRestorable({ world }: Emulator, { root, ...source }: ParsedState, blobs: Written['blobs']): void {
  readRows(snapshot, root, { ...source, world, blobOf: (sha256) => blobs.get(sha256) })
}

/**
 * Restores the state of another emulator, and continues unfinished work: synchronisations, scans and deletions start again. The clock never goes
 * back.
 *
 * @throws {StateError} if the state is invalid; the emulator is then unchanged
 */
export async function restoreSnapshot(emulator: Emulator, given: unknown, source: Omit<RowSource, 'world'>): Promise<void> {
  const { world, clock } = emulator
  mustBeReadable(source.versions)
  const read = readRows(snapshot, given, { ...source, world })
  replace(world.accounts, read.accounts)
  replace(world.keys, new Map([...read.keys].map(([key, { account }]) => [key, account])))
  replace(world.expiries, new Map([...read.keys].flatMap(([key, { expiry }]) => (expiry === undefined ? [] : [[key, expiry]]))))
  replace(world.workspaces, read.workspaces)
  replace(world.packages, packagesOf(read.workspaces))
  world.parts ??= new Map()
  for (const { partName, home } of keptParts) if (home === 'world') world.parts.delete(partName)
  for (const [name, kept] of read.parts ?? []) world.parts.set(name, kept)
  world.ids.position = read.ids
  world.auditIds.position = read.auditIds
  for (const { content } of [...world.packages.values(), ...[...deletedOf(world).values()].map(({ pkg }) => pkg)]) {
    for (const { blob } of content.files) if (blob) world.blobs.hold(blob)
  }
  await clock.advance(Math.max(0, read.now - clock.now()))
  for (const area of areas) area.resume?.(world)
  // The given advisories may have changed as well, so packages are checked even if there are no new ones.
  emulator.advise(read.advisories)
}

function replace<Key, Value>(map: Map<Key, Value>, by: ReadonlyMap<Key, Value>): void {
  map.clear()
  for (const [key, value] of by) map.set(key, value)
}

/** All packages in repositories, by `slug_perm`. */
function packagesOf(workspaces: ReadonlyMap<string, WorkspaceRecord>): Map<string, PackageRecord> {
  const all = [...workspaces.values()].flatMap(({ repositories }) =>
    [...repositories.values()].flatMap(({ packages }) => [...packages.all()]),
  )
  return new Map(all.map((pkg) => [pkg.slugPerm, pkg]))
}
