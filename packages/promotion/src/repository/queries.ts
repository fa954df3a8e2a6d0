import { ApiError, type Cloudsmith, field, type Package } from '@cloudsmith-sdk/client'
import { chunksOf } from './concurrency.ts'
import { type Identity, keyOf } from './identity.ts'
import { queryLength } from './limits.ts'
import { listRows } from './list-rows.ts'
import type { Place } from './place.ts'

/** What else is asked for of every name. */
export interface Besides {
  /** Also the package that the service marks as the latest of its name; of packages of a distribution, which has a newest of its own, all. */
  readonly latest?: boolean | undefined
  /** Also packages with this tag. */
  readonly tagged?: string | undefined
  /** Every version of the name. */
  readonly versions?: boolean | undefined
}

/** The most versions of a name that one part of a query asks for. */
const versionsAtOnce = 25

/**
 * Queries that together find packages by their identities, as many identities as fit in each. They find more: what was sought has to be
 * compared again.
 */
export const queriesFor = (wanted: readonly Identity[], besides: Besides, longest = queryLength): string[][] =>
  groupsOf(partsFor(wanted, besides), longest)

/** Parts of queries, of which any may hold, as many together as fit into a query. */
export function groupsOf(parts: readonly string[], longest: number): string[][] {
  const groups: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const part of parts) {
    const more = encodeURIComponent(` OR ${part}`).length
    if (length + more > longest) {
      groups.push([])
      length = 0
    }
    groups.at(-1)?.push(part)
    length += more
  }
  return groups
}

/** Characters that a name takes in a query as it stands in an address, at least. */
const leastLength = 20

/** How many queries it takes at least: told without making them, as a list of everything may be cheaper by far. */
export const fewestQueries = (wanted: readonly Identity[]): number =>
  Math.ceil((new Set(wanted.map(({ name, filename }) => name || filename)).size * leastLength) / queryLength)

/** For each name, the versions that are sought. The name alone where versions are compared in another way than letter by letter. */
function partsFor(wanted: readonly Identity[], { latest = false, tagged, versions: everyVersion = false }: Besides): string[] {
  const byName = new Map<string, Set<string>>()
  for (const identity of wanted) {
    const name = nameTerm(identity)
    const versions = byName.get(name) ?? new Set()
    byName.set(name, versions)
    const isAll = identity.format === 'nuget' || identity.format === 'generic' || (latest && identity.distribution !== undefined)
    versions.add(isAll ? '' : identity.version)
  }
  const besides = [...(latest ? ['latest'] : []), ...(tagged === undefined ? [] : [tagged])].map((tag) => field.tag(tag))
  return [...byName].flatMap(([name, versions]) => {
    if (everyVersion || versions.has('')) return [name]
    const terms = [...versions].map((version) => field.version.exactly(version))
    return chunksOf(terms, versionsAtOnce).map((chunk, index) => {
      const alternatives = index === 0 ? [...chunk, ...besides] : chunk
      return alternatives.length === 1 ? `(${name} AND ${alternatives[0]})` : `(${name} AND (${alternatives.join(' OR ')}))`
    })
  })
}

function nameTerm({ format, name, filename }: Identity): string {
  // To Python `a-b`, `a_b` and `a.b` are one name.
  if (format === 'python' && /[-_.]/.test(name)) return field.name.matches(name.replaceAll(/[-_.]+/g, '*'))
  if (name !== '' && (format !== 'generic' || filename === '')) return field.name.exactly(name)
  return field.filename.exactly(filename.slice(filename.lastIndexOf('/') + 1))
}

/** What each client's service refused for its length: asked once, and not again. */
const refusedLengths = new WeakMap<Cloudsmith, number>()

/** The longest query that the service is known not to refuse, or hoped not to. */
export const longestQuery = (cloudsmith: Cloudsmith): number =>
  Math.min(queryLength, Math.ceil((refusedLengths.get(cloudsmith) ?? Number.POSITIVE_INFINITY) / 2))

/** Gives every row that a group of queries finds. A group that the service refuses for its length is halved. */
export async function rowsOfGroup(
  cloudsmith: Cloudsmith,
  place: Place,
  group: readonly string[],
  keep: (row: Package) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const query = group.join(' OR ')
  try {
    await listRows(cloudsmith, { ...place, query }, keep, signal)
  } catch (error) {
    if (group.length === 1 || !isTooLong(error)) throw error
    const length = encodeURIComponent(query).length
    refusedLengths.set(cloudsmith, Math.min(length, refusedLengths.get(cloudsmith) ?? length))
    const half = Math.ceil(group.length / 2)
    for (const part of [group.slice(0, half), group.slice(half)]) await rowsOfGroup(cloudsmith, place, part, keep, signal)
  }
}

/** There is no word for it: an address that is too long, or a query that makes no sense to the service. */
const isTooLong = (error: unknown): boolean => error instanceof ApiError && [400, 414, 431].includes(error.status)

/** Rows by their key, for every identity that was sought: none where nothing was found. */
export const emptyRows = (wanted: readonly Identity[]): Map<string, Package[]> => new Map(wanted.map((each) => [keyOf(each), []]))
