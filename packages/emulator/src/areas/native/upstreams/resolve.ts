import { type UpstreamPackage, UpstreamProblem } from '../../../format/native-upstream.ts'
import { worldPart } from '../../../world/parts.ts'
import type { RepositoryRecord } from '../../../world/records.ts'
import type { World } from '../../../world/world.ts'
import { reachable } from '../../connected/reachable.ts'
import { type UpstreamRecord, upstreamsOf } from '../../upstreams/records.ts'
import { disableReasonOf } from '../../upstreams/state.ts'
import { keysOf, nameKeyOf } from '../key.ts'
import { namedLike } from '../visible.ts'
import { entriesOf } from './entries.ts'
import type { Offer } from './offer.ts'
import { isFetched } from './origin.ts'

/** A request to the upstreams of a repository. */
export interface Asking {
  readonly world: World
  readonly repository: RepositoryRecord
  readonly format: string
  /** How many emulators have forwarded the request. */
  readonly hops: number
}

/** The packages that upstreams offer, each once, and why some upstreams could not be queried. */
export interface Offers {
  readonly offers: readonly Offer[]
  readonly problems: readonly UpstreamProblem[]
}

/** The active upstreams of a format, by priority. @see docs/service.md#upstreams */
export function activeUpstreams({ world, repository, format }: Omit<Asking, 'hops'>): UpstreamRecord[] {
  return upstreamsOf(repository)
    .filter((upstream) => upstream.format === format && disableReasonOf(world, repository, upstream) === undefined)
    .sort((a, b) => Number(a.settings.priority) - Number(b.settings.priority) || a.createdAt - b.createdAt)
}

/**
 * Queries upstreams for the packages of a name: first the trusted ones, then the others if they may serve that name.
 *
 * @param version only this version is needed
 */
export async function offersOf(asking: Asking, name: string, version?: string): Promise<Offers> {
  const upstreams = activeUpstreams(asking)
  const trusted = await Promise.all(upstreams.filter(isTrusted).map((upstream) => ask(asking, upstream, name, version)))
  const isKnown = isNamedHere(asking, name) || trusted.some(({ entries, problem }) => entries.length > 0 || problem !== undefined)
  const others = upstreams.filter((upstream) => !isTrusted(upstream) && (!isKnown || hasServed(asking, upstream, name)))
  const untrusted = await Promise.all(others.map((upstream) => ask(asking, upstream, name, version)))
  const byUpstream = new Map([...trusted, ...untrusted].map((asked) => [asked.upstream, asked]))
  return together(
    asking.format,
    upstreams.flatMap((upstream) => byUpstream.get(upstream) ?? []),
  )
}

/** Queries all upstreams for all their packages, as far as their format allows that. Untrusted ones do not serve names that others have. */
export async function allOffers(asking: Asking): Promise<Offers> {
  const upstreams = activeUpstreams(asking)
  const asked = await Promise.all(upstreams.map((upstream) => ask(asking, upstream)))
  const nameKey = nameKeyOf(asking.format)
  const known = new Set(
    asked.filter(({ upstream }) => isTrusted(upstream)).flatMap(({ entries }) => entries.map(({ name }) => nameKey(name))),
  )
  const mayServe = (upstream: UpstreamRecord, name: string) =>
    isTrusted(upstream) || hasServed(asking, upstream, name) || (!known.has(nameKey(name)) && !isNamedHere(asking, name))
  return together(
    asking.format,
    asked.map((one) => ({ ...one, entries: one.entries.filter(({ name }) => mayServe(one.upstream, name)) })),
  )
}

/** The offers for a name from the last query, which are sufficient to serve what a client has just been shown. */
export function remembered(asking: Asking, name: string): readonly Offer[] {
  const { world, repository, format } = asking
  const told = lastOffers(world).get(memoryKey(repository, format, name))
  const now = settingsOf(activeUpstreams(asking))
  // If the upstreams have changed since, the offers are outdated.
  if (told?.upstreams.length !== now.length || !told.upstreams.every((settings, index) => settings === now[index])) return []
  const isKnown = isNamedHere(asking, name) || told.offers.some(({ upstream }) => isTrusted(upstream))
  return told.offers.filter(({ upstream }) => !isKnown || isTrusted(upstream) || hasServed(asking, upstream, name))
}

const settingsOf = (upstreams: readonly UpstreamRecord[]) => upstreams.map(({ settings }) => settings)

/** Remembers the offers for a name. */
export function remember(asking: Asking, name: string, offers: readonly Offer[]): void {
  const { world, repository, format } = asking
  const memory = lastOffers(world)
  const key = memoryKey(repository, format, name)
  memory.delete(key)
  memory.set(key, { offers, upstreams: settingsOf(activeUpstreams(asking)) })
  for (const oldest of memory.keys()) {
    if (memory.size <= mostRemembered) break
    memory.delete(oldest)
  }
}

/** Most names that are remembered. */
const mostRemembered = 5_000

/** Remembered offers, with the settings of all upstreams that were queried. */
interface Told {
  readonly offers: readonly Offer[]
  readonly upstreams: readonly UpstreamRecord['settings'][]
}

const lastOffers = worldPart<Map<string, Told>>('offers', { make: () => new Map() })

const memoryKey = ({ slugPerm }: RepositoryRecord, format: string, name: string) =>
  [slugPerm, format, nameKeyOf(format)(name)].join('\n')

interface Asked {
  readonly upstream: UpstreamRecord
  readonly entries: readonly UpstreamPackage[]
  readonly problem?: UpstreamProblem
}

/** Whether a name could lead out of an upstream folder. */
const leadsElsewhere = (name = ''): boolean => name.split(/[/\\]/).some((part) => part === '.' || part === '..')

async function ask(asking: Asking, upstream: UpstreamRecord, name?: string, version?: string): Promise<Asked> {
  if (leadsElsewhere(name) || leadsElsewhere(version)) return { upstream, entries: [] }
  try {
    const entries = await entriesOf(asking, upstream, name === undefined ? undefined : { name, version })
    const nameKey = nameKeyOf(asking.format)
    // Packages with another name were not requested.
    return { upstream, entries: name === undefined ? entries : entries.filter((entry) => nameKey(entry.name) === nameKey(name)) }
  } catch (error) {
    if (error instanceof UpstreamProblem) return { upstream, entries: [], problem: error }
    throw error
  }
}

function together(format: string, asked: readonly Asked[]): Offers {
  const { ofOffer } = keysOf(format)
  const offers = new Map<string, Offer>()
  for (const { upstream, entries } of asked) {
    for (const entry of entries) {
      const offer = { upstream, entry }
      const key = ofOffer(offer)
      if (!offers.has(key)) offers.set(key, offer)
    }
  }
  return { offers: [...offers.values()], problems: asked.flatMap(({ problem }) => problem ?? []) }
}

const isTrusted = ({ settings }: UpstreamRecord): boolean => settings.trust_level !== 'Untrusted'

/** The repository itself and its connected repositories are trusted, whatever the origin of their packages. */
function isNamedHere({ repository, format }: Asking, name: string): boolean {
  return reachable(repository).some((one) => namedLike(one, name, format).some(({ sync }) => sync.state !== 'failed'))
}

/** An upstream that has served a name before may continue to do so. */
function hasServed({ repository, format }: Asking, { slugPerm }: UpstreamRecord, name: string): boolean {
  return namedLike(repository, name, format).some((pkg) => isFetched(pkg, slugPerm))
}
