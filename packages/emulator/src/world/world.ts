import type { Rego } from '../areas/enterprise-policies/records.ts'
import type { WebhookRecord } from '../areas/webhooks/records.ts'
import type { EmulatorClock } from '../core/clock.ts'
import { notFound } from '../core/errors.ts'
import { createIds, type Ids } from '../core/ids.ts'
import type { Switches } from '../core/switches.ts'
import type { Timings } from '../core/timings.ts'
import type { packageEvents } from '../generated/events.ts'
import type { Scanner } from '../scan/index.ts'
import type { Account } from './account.ts'
import { type Blobs, createBlobs } from './blobs.ts'
import { findRepository } from './find-repository.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import type { Upload } from './uploads.ts'

/** What happens to a package, as webhooks call it. */
export type EventName = (typeof packageEvents)[number]

/** Is told of everything that happens to packages. */
export type Listener = (event: EventName, pkg: PackageRecord, context?: Readonly<Record<string, unknown>>) => void

/** A package that was deleted, until it is gone for good. */
export interface DeletedPackage {
  readonly pkg: PackageRecord
  readonly deletedAt: number
  readonly deletedBy: Account | undefined
}

/** Everything that there is. */
export interface World {
  readonly clock: EmulatorClock
  readonly timings: Timings
  readonly switches: Switches
  readonly ids: Ids
  /** For the audit log: what is written there must not change the identifiers of anything else. */
  readonly auditIds: Ids
  readonly scanner: Scanner
  /** Evaluates policies in Rego, where somebody gave an evaluator. */
  readonly rego: Rego | undefined
  readonly blobs: Blobs
  /** Where the API is, without a slash at the end. */
  readonly origins: Origins
  readonly accounts: Map<string, Account>
  /** Accounts by API key. */
  readonly keys: Map<string, Account>
  /** When keys expire that do; they are in `keys` as well. */
  readonly expiries: Map<string, number>
  /** The owner of a key that has not expired. */
  accountOf(key: string): Account | undefined
  readonly workspaces: Map<string, WorkspaceRecord>
  /** All packages, by `slug_perm`. */
  readonly packages: Map<string, PackageRecord>
  readonly deleted: Map<string, DeletedPackage>
  /** By identifier. */
  readonly uploads: Map<string, Upload>
  readonly listeners: Set<Listener>
  readonly emit: Listener
  /** Shows a new webhook that deliveries arrive; set by whoever delivers. */
  sendPing: (webhook: WebhookRecord) => void
  /** @throws {Refusal} 404 */
  workspace(slug: string): WorkspaceRecord
  /** @throws {Refusal} 404 */
  repository(path: { readonly owner: string; readonly repo?: string; readonly identifier?: string }): RepositoryRecord
  /** By `slug_perm`, or by `slug`. @throws {Refusal} 404 */
  package(path: { readonly owner: string; readonly repo: string; readonly identifier: string }): PackageRecord
}

/** The URLs that answers lead to. */
export interface Origins {
  readonly api: string
  readonly upload: string
  readonly download: string
  readonly docker: string
  readonly html: string
  readonly webapp: string
}

/** What a world is made with. */
export interface WorldOptions {
  readonly clock: EmulatorClock
  readonly timings: Timings
  readonly switches: Switches
  readonly seed: number
  readonly scanner: Scanner
  readonly rego: Rego | undefined
  readonly origins: () => Origins
}

/** Makes an empty world. */
export function createWorld({ clock, timings, switches, seed, scanner, rego, origins }: WorldOptions): World {
  const listeners = new Set<Listener>()
  const packages = new Map<string, PackageRecord>()
  const workspaces = new Map<string, WorkspaceRecord>()
  const keys = new Map<string, Account>()
  const expiries = new Map<string, number>()

  function workspace(slug: string): WorkspaceRecord {
    const found = workspaces.get(slug)
    if (found === undefined) throw notFound()
    return found
  }

  function repository({ owner, repo, identifier }: Parameters<World['repository']>[0]): RepositoryRecord {
    const found = findRepository(workspace(owner), repo ?? identifier ?? '')
    if (found === undefined) throw notFound()
    return found
  }

  return {
    clock,
    timings,
    switches,
    ids: createIds(seed),
    auditIds: createIds(seed + 1),
    scanner,
    blobs: createBlobs(),
    get origins() {
      return origins()
    },
    accounts: new Map(),
    keys,
    expiries,
    accountOf: (key) => ((expiries.get(key) ?? Number.POSITIVE_INFINITY) > clock.now() ? keys.get(key) : undefined),
    rego,
    workspaces,
    packages,
    deleted: new Map(),
    uploads: new Map(),
    listeners,
    emit(event, pkg, context) {
      for (const listener of listeners) listener(event, pkg, context)
    },
    sendPing: () => {},
    workspace,
    repository,
    package(path) {
      const home = repository({ owner: path.owner, repo: path.repo })
      const found = packages.get(path.identifier) ?? home.packages.bySlug(path.identifier)
      if (found?.repository !== home) throw notFound()
      return found
    },
  }
}
