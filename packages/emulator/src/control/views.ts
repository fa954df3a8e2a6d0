import { webhooksOf } from '../areas/webhooks/records.ts'
import type { Emulator } from '../emulator.ts'
import { scansIn } from '../package/scan-lists.ts'
import { versionOf } from '../world/package.ts'
import type { RepositoryRecord } from '../world/records.ts'
import { placeOf } from '../world/urls.ts'
import type { DeliveriesAnswer, DeliveryAnswer, RepositoryAnswer, ScansAnswer, StateAnswer } from './answers.ts'
import { isoTime } from './iso-time.ts'
import { labelOf } from './package-list.ts'
import { ControlProblem } from './problem.ts'
import type { Wanted } from './wanted.ts'

/** An overview of the emulator's state. `origin`: the origin for URLs in the response. */
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

/** How many packages of a repository are quarantined, cached by revision: the page requests it every second. */
const counted = new WeakMap<RepositoryRecord, { readonly revision: number; readonly quarantined: number }>()

function quarantinedIn(repository: RepositoryRecord): number {
  const { revision } = repository.packages
  const before = counted.get(repository)
  if (before?.revision === revision) return before.quarantined
  let quarantined = 0
  for (const pkg of repository.packages.all()) if (pkg.isQuarantined) quarantined += 1
  counted.set(repository, { revision, quarantined })
  return quarantined
}

function repositoryView(repository: RepositoryRecord): RepositoryAnswer {
  const { settings, packages } = repository
  return {
    slug: settings.slug,
    name: settings.name,
    type: settings.repository_type_str,
    packages: packages.size,
    quarantined: quarantinedIn(repository),
    webhooks: webhooksOf(repository).store.size,
  }
}

/** Lists scans, the latest first. */
export function scansView({ world }: Emulator, { place, offset, limit }: Wanted): ScansAnswer {
  const repositories = [...world.workspaces.values()].flatMap(({ repositories }) => [...repositories.values()])
  const all = scansIn(repositories.filter((repository) => place === undefined || placeOf(repository) === place))
  const scans = all.slice(offset, offset + limit).map(({ pkg, scan }) => ({
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
  return { total: all.count, scans }
}

/** Lists webhook deliveries, the latest first; `event` selects those of one event. */
export function deliveriesView(
  { deliveries }: Emulator,
  { offset, limit }: Wanted,
  event: string | null,
  text: string | null,
): DeliveriesAnswer {
  const all = deliveries
    .filter((delivery) => event === null || delivery.event === event)
    .filter((delivery) => text === null || `${delivery.event} ${delivery.url}`.includes(text))
    .reverse()
  return { total: all.length, deliveries: all.slice(offset, offset + limit).map(deliveryView) }
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

/** Returns one delivery. @throws {ControlProblem} 404 */
export function deliveryDetail({ deliveries }: Emulator, id: string): DeliveryAnswer {
  const found = deliveries.find(({ triggerId }) => triggerId === id)
  if (found === undefined) throw new ControlProblem(404, 'There is no such delivery: it may be too old.')
  return deliveryView(found)
}
