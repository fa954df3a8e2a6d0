import { webhooksOf } from '../areas/webhooks/records.ts'
import type { Emulator } from '../emulator.ts'
import { searchableOf } from '../package/searchable.ts'
import { stageOf } from '../package/stages.ts'
import { statusOf } from '../package/status-name.ts'
import { flatTagsOf } from '../package/tags.ts'
import { compileQuery } from '../search/compile-query.ts'
import { nameOf, primaryFile, versionOf } from '../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'
import { placeOf } from '../world/urls.ts'
import type {
  DeliveriesAnswer,
  DeliveryAnswer,
  PackageAnswer,
  PackagesAnswer,
  RepositoryAnswer,
  RequestsAnswer,
  ScansAnswer,
  StateAnswer,
} from './answers.ts'

/** Most rows of an answer. */
const mostRows = 1000

/** What to show. */
export interface Wanted {
  /** `workspace/repository`; all unless said otherwise. */
  readonly place?: string | undefined
  /** A query as in the API. */
  readonly query?: string | undefined
  /** At most this many rows; 100 unless said otherwise. */
  readonly limit?: number | undefined
}

const isoTime = (at: number): string => new Date(at).toISOString()

/** What there is, at a glance. `origin`: where answers lead. */
export function stateView(emulator: Emulator, origin: string): StateAnswer {
  const { world, clock, requests, deliveries, faults, advisories, latency, switches, rateLimit } = emulator
  return {
    origin,
    now: isoTime(clock.now()),
    workspaces: [...world.workspaces.values()].map(({ slug, name, members, repositories }) => ({
      slug,
      name,
      accounts: [...members.values()].map(({ account, role, privilege }) => ({ slug: account.slug, role, privilege })),
      repositories: [...repositories.values()].map(repositoryView),
    })),
    packages: world.packages.size,
    requests: requests.all.length,
    deliveries: deliveries.length,
    faults: faults.waiting.length,
    advisories: advisories.length,
    latency,
    rateLimit: { ...rateLimit },
    switches: { ...switches },
  }
}

function repositoryView(repository: RepositoryRecord): RepositoryAnswer {
  const { settings, packages } = repository
  let quarantined = 0
  for (const pkg of packages.all()) if (pkg.isQuarantined) quarantined += 1
  return {
    slug: settings.slug,
    name: settings.name,
    type: settings.repository_type_str,
    packages: packages.size,
    quarantined,
    webhooks: webhooksOf(repository).store.size,
  }
}

/** Packages, the newest first. @throws {Refusal} for a query that cannot be read */
export function packagesView({ world }: Emulator, { place, query, limit }: Wanted): PackagesAnswer {
  const applies = compileQuery('query', query ?? null)
  const now = new Date(world.clock.now())
  const all = [...world.packages.values()].filter(
    (pkg) => (place === undefined || placeOf(pkg.repository) === place) && applies(searchableOf(pkg), now),
  )
  const newestFirst = all.toSorted((a, b) => b.uploadedAt - a.uploadedAt)
  return { total: all.length, packages: newestFirst.slice(0, rows(limit)).map(packageView) }
}

function packageView(pkg: PackageRecord): PackageAnswer {
  const { content, scanning, sync } = pkg
  const stage = stageOf(sync.stage)
  return {
    slug_perm: pkg.slugPerm,
    place: placeOf(pkg.repository),
    format: content.format,
    name: labelOf(pkg),
    version: versionOf(content),
    uploaded_at: isoTime(pkg.uploadedAt),
    tags: flatTagsOf(pkg),
    status: statusOf(pkg).name,
    stage: stage.name,
    progress: stage.progress,
    reason: sync.reason,
    scan: scanning.status,
    findings: scanning.scans[0] ? tally(scanning.scans[0].findings) : null,
    quarantined: pkg.isQuarantined,
    deleting: pkg.isDeleting,
    downloads: pkg.downloads,
  }
}

const labelOf = ({ content }: PackageRecord): string => nameOf(content) ?? primaryFile(content).filename

function tally(findings: readonly { readonly severity: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1
  return counts
}

/** Scans, the latest first. */
export function scansView({ world }: Emulator, { place, limit }: Wanted): ScansAnswer {
  const packages = [...world.packages.values()].filter((pkg) => place === undefined || placeOf(pkg.repository) === place)
  const all = packages
    .flatMap((pkg) => pkg.scanning.scans.map((scan) => ({ pkg, scan })))
    .toSorted((a, b) => b.scan.at - a.scan.at)
  const scans = all.slice(0, rows(limit)).map(({ pkg, scan }) => ({
    identifier: scan.identifier,
    at: isoTime(scan.at),
    slug_perm: pkg.slugPerm,
    place: placeOf(pkg.repository),
    name: labelOf(pkg),
    version: versionOf(pkg.content),
    findings: scan.findings.map(({ id, severity, title, fixedVersion }) => ({
      id,
      severity,
      title,
      fixed: fixedVersion ?? null,
    })),
  }))
  return { total: all.length, scans }
}

/** What was asked, the latest first. `operation` picks the requests of one. */
export function requestsView({ requests }: Emulator, { limit }: Wanted, operation: string | undefined): RequestsAnswer {
  const all = requests.all.filter((request) => operation === undefined || request.operation === operation)
  const latest = all.slice(-rows(limit)).reverse()
  return {
    total: all.length,
    requests: latest.map((request) => ({
      at: isoTime(request.at),
      method: request.method,
      url: request.url,
      operation: request.operation ?? null,
      user: request.user ?? null,
      status: request.status ?? null,
      unknown: [...(request.unknown ?? [])],
      hint: request.hint ?? null,
    })),
  }
}

/** What was sent, the latest first. `event` picks the deliveries of one. */
export function deliveriesView({ deliveries }: Emulator, { limit }: Wanted, event: string | undefined): DeliveriesAnswer {
  const all = deliveries.filter((delivery) => event === undefined || delivery.event === event)
  return { total: all.length, deliveries: all.slice(-rows(limit)).reverse().map(deliveryView) }
}

function deliveryView({
  triggerId,
  event,
  webhook,
  url,
  state,
  headers,
  body,
  attempts,
}: Emulator['deliveries'][number]): DeliveryAnswer {
  return {
    id: triggerId,
    event,
    webhook,
    url,
    state,
    headers: { ...headers },
    body,
    attempts: attempts.map(({ at, status, error }) => ({ at: isoTime(at), status: status ?? null, error: error ?? null })),
  }
}

const rows = (limit = 100): number => Math.min(limit, mostRows)
