import type { DistributionInfo } from '../catalogue/distributions.ts'
import type { EmulatorClock } from '../core/clock.ts'
import { notFound, orNotFound } from '../core/errors.ts'
import type { Origins } from '../core/hosts.ts'
import { createIds, type Ids } from '../core/ids.ts'
import type { Switches } from '../core/switches.ts'
import type { Timings } from '../core/timings.ts'
import type { Limits } from '../files/limits.ts'
import type { packageEvents } from '../generated/events.ts'
import type { Account } from './account.ts'
import { type Blobs, createBlobs } from './blobs.ts'
import { findRepository } from './find-repository.ts'
import type { WorkspaceSeed } from './options.ts'
import type { Parted } from './parted.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'

/** The events of packages, as webhooks name them. */
export type EventName = (typeof packageEvents)[number]

/** Called for every event of a package. */
export type Listener = (event: EventName, pkg: PackageRecord, context?: Readonly<Record<string, unknown>>) => void

/** All emulated data. Data of single areas is attached as parts. */
export interface World extends Parted {
  readonly clock: EmulatorClock
  readonly timings: Timings
  readonly switches: Switches
  /** Limits for package files. */
  readonly limits: Limits
  /** The known distributions, by slug. */
  readonly distributions: readonly DistributionInfo[]
  /** The generator of identifiers. */
  readonly ids: Ids
  /** A separate generator for the audit log, so that it does not affect other identifiers. */
  readonly auditIds: Ids
  /** The bytes of all package files. */
  readonly blobs: Blobs
  /** The base URLs of the service, without trailing slashes. */
  readonly origins: Origins
  /** Accounts by slug. */
  readonly accounts: Map<string, Account>
  /** Accounts by API key. */
  readonly keys: Map<string, Account>
  /** When API keys expire, for those that do; they are in `keys` as well. */
  readonly expiries: Map<string, number>
  /** The owner of a key that has not expired. */
  accountOf(key: string): Account | undefined
  /** Workspaces by slug. */
  readonly workspaces: Map<string, WorkspaceRecord>
  /** All packages, by `slug_perm`. */
  readonly packages: Map<string, PackageRecord>
  /** Called for every event of a package; more can be added. */
  readonly listeners: Set<Listener>
  /** Raises an event of a package. */
  readonly emit: Listener
  /** Called for each workspace that is created, before it has members. */
  readonly newWorkspaces: Set<(workspace: WorkspaceRecord, seed: WorkspaceSeed) => void>
  /** Called for each repository that is created. */
  readonly newRepositories: Set<(repository: RepositoryRecord) => void>
  /** Whether events are currently suppressed. */
  readonly isSilent: boolean
  /** Runs work without raising events, to add data as if it had always been there. */
  silently<Result>(work: () => Promise<Result>): Promise<Result>
  /** Finds a workspace. @throws {Refusal} 404 */
  workspace(slug: string): WorkspaceRecord
  /** Finds a repository. @throws {Refusal} 404 */
  repository(path: { readonly owner: string; readonly repo?: string; readonly identifier?: string }): RepositoryRecord
  /** Finds a package by `slug_perm` or `slug`. @throws {Refusal} 404 */
  package(repository: RepositoryRecord, identifier: string): PackageRecord
}

/** What is needed to create a world. */
export interface WorldOptions {
  readonly clock: EmulatorClock
  readonly timings: Timings
  readonly switches: Switches
  /** Limits for package files. */
  readonly limits: Limits
  readonly distributions: readonly DistributionInfo[]
  readonly seed: number
  readonly origins: () => Origins
}

/** Creates an empty world. */
export function createWorld({ clock, timings, switches, limits, distributions, seed, origins }: WorldOptions): World {
  const listeners = new Set<Listener>()
  const packages = new Map<string, PackageRecord>()
  const workspaces = new Map<string, WorkspaceRecord>()
  const keys = new Map<string, Account>()
  const expiries = new Map<string, number>()
  let silences = 0

  function workspace(slug: string): WorkspaceRecord {
    return orNotFound(workspaces.get(slug))
  }

  function repository({ owner, repo, identifier }: Parameters<World['repository']>[0]): RepositoryRecord {
    return orNotFound(findRepository(workspace(owner), repo ?? identifier ?? ''))
  }

  return {
    clock,
    timings,
    switches,
    limits,
    distributions,
    ids: createIds(seed),
    auditIds: createIds(seed + 1),
    blobs: createBlobs(),
    get origins() {
      return origins()
    },
    accounts: new Map(),
    keys,
    expiries,
    accountOf: (key) => ((expiries.get(key) ?? Number.POSITIVE_INFINITY) > clock.now() ? keys.get(key) : undefined),
    workspaces,
    packages,
    listeners,
    emit(event, pkg, context) {
      if (silences === 0) for (const listener of listeners) listener(event, pkg, context)
    },
    newWorkspaces: new Set(),
    newRepositories: new Set(),
    get isSilent() {
      return silences > 0
    },
    async silently(work) {
      silences += 1
      try {
        return await work()
      } finally {
        silences -= 1
      }
    },
    workspace,
    repository,
    package(home, identifier) {
      const found = packages.get(identifier) ?? home.packages.bySlug(identifier)
      if (found?.repository !== home) throw notFound()
      return found
    },
  }
}
