import { ApiError, type Cloudsmith, field, type Package } from '@cloudsmith-sdk/client'
import { chunksOf } from './concurrency.ts'
import { type Identity, keyOf } from './identity.ts'
import { queryLength } from './limits.ts'
import { listRows } from './list-rows.ts'
import type { Place } from './place.ts'

/** Further packages to find for every name. */
export interface Besides {
  /**
   * Also the package that the service marks as the latest of its name. For packages of a distribution, each of which has its own latest, all
   * versions.
   */
  readonly latest?: boolean | undefined
  /** Also packages with this tag. */
  readonly tagged?: string | undefined
  /** Every version of the name. */
  readonly versions?: boolean | undefined
}

/** Versions of a name in one part of a query, at most. */
const versionsAtOnce = 25

/**
 * Builds queries that together find packages by their identities, with as many identities per query as fit. They may find more, so compare
 * the results with what was wanted.
 */
export const queriesFor = (wanted: readonly Identity[], besides: Besides, longest = queryLength): string[][] =>
  groupsOf(partsFor(wanted, besides), longest)

/** Groups parts of queries, of which any may match, so that as many as possible fit into each query. */
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

/** Characters that a name takes in a URL-encoded query, at least. */
const leastLength = 20

/** A lower bound for the number of queries, without building them: a list of everything may be much cheaper. */
export const fewestQueries = (wanted: readonly Identity[]): number =>
  Math.ceil((new Set(wanted.map(({ name, filename }) => name || filename)).size * leastLength) / queryLength)

/** For each name, the wanted versions. Only the name if its versions cannot be compared letter by letter. */
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
  // To Python, `a-b`, `a_b` and `a.b` are the same name.
  if (format === 'python' && /[-_.]/.test(name)) return field.name.matches(name.replaceAll(/[-_.]+/g, '*'))
  if (name !== '' && (format !== 'generic' || filename === '')) return field.name.exactly(name)
  return field.filename.exactly(filename.slice(filename.lastIndexOf('/') + 1))
}

/** The length that each client's service refused, so that it is not tried again. */
const refusedLengths = new WeakMap<Cloudsmith, number>()

/** The length up to which queries are likely to be accepted. */
export const longestQuery = (cloudsmith: Cloudsmith): number =>
  Math.min(queryLength, Math.ceil((refusedLengths.get(cloudsmith) ?? Number.POSITIVE_INFINITY) / 2))

/** Passes on every row that a group of queries finds. A group that the service refuses because of its length is split in half. */
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

/** The service has no specific error for this: the URL is too long, or the query invalid. */
const isTooLong = (error: unknown): boolean => error instanceof ApiError && [400, 414, 431].includes(error.status)

/** A list of rows for the key of every wanted identity, empty at first. */
export const emptyRows = (wanted: readonly Identity[]): Map<string, Package[]> => new Map(wanted.map((each) => [keyOf(each), []]))
