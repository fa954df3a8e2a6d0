import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { addressesIn, type Hive, hives } from './addresses.ts'
import { idKey } from './ids.ts'
import { described, inOrder, type Version } from './versions.ts'

/** Most rows of a search, and the default. */
const [mostRows, usualRows] = [1_000, 20]

/** The parameters of a search. */
interface Wanted {
  readonly hive: Hive
  readonly prereleases: boolean
  readonly type: string | undefined
}

/** An id with those of its versions that match, the lowest first. */
interface Found {
  readonly latest: Version
  readonly versions: readonly Version[]
}

/**
 * Finds packages by words. Upstreams are not queried.
 *
 * @see https://learn.microsoft.com/nuget/api/search-query-service-resource
 */
export function search(query: URLSearchParams, repository: NativeRepository): Reply {
  const wanted = wantedIn(query)
  const matches = matcherOf(query.get('q') ?? '')
  const found = foundIn(repository, wanted).filter(({ latest }) => matches(latest))
  return ok({ totalHits: found.length, data: rowsOf(query, found).map((one) => rowOf(one, wanted, repository)) })
}

/**
 * Completes ids, or returns the versions of one.
 *
 * @see https://learn.microsoft.com/nuget/api/search-autocomplete-service-resource
 */
export function autocomplete(query: URLSearchParams, repository: NativeRepository): Reply {
  const found = foundIn(repository, wantedIn(query))
  const id = query.get('id')
  if (id !== null) {
    const versions = found.find(({ latest }) => idKey(latest.pkg.name) === idKey(id))?.versions ?? []
    return ok({ data: versions.map(({ pkg }) => pkg.version) })
  }
  const begin = idKey(query.get('q') ?? '')
  const ids = found.filter(({ latest }) => idKey(latest.pkg.name).includes(begin))
  return ok({ totalHits: ids.length, data: rowsOf(query, ids).map(({ latest }) => latest.pkg.name) })
}

function wantedIn(query: URLSearchParams): Wanted {
  return {
    hive: /^2\./.test(query.get('semVerLevel') ?? '') ? 'registrations-semver2' : 'registrations',
    prereleases: query.get('prerelease')?.toLowerCase() === 'true',
    type: query.get('packageType')?.toLowerCase() || undefined,
  }
}

function foundIn(repository: NativeRepository, { hive, prereleases, type }: Wanted): Found[] {
  const { isPrerelease } = schemeOfFormat('nuget')
  const byId = [...Map.groupBy(repository.packages(), ({ name }) => idKey(name))].sort(([a], [b]) => (a < b ? -1 : 1))
  const isWanted = ({ pkg, details }: Version) =>
    details.isListed && (prereleases || !isPrerelease(pkg.version)) && (hives[hive] || !details.isSemVer2)
  return byId.flatMap(([, packages]): Found[] => {
    const versions = described(inOrder(packages)).filter(isWanted)
    const latest = versions.at(-1)
    if (latest === undefined) return []
    const isOfType = type === undefined || typesOf(latest).some((one) => one.toLowerCase() === type)
    return isOfType ? [{ latest, versions }] : []
  })
}

/** Words may occur in id, title, description or tags; prefixes such as `packageid:`, `id:` and `tags:` select a field. */
function matcherOf(text: string): (version: Version) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ pkg, details: { texts } }) => {
    const id = idKey(pkg.name)
    const fields: Readonly<Record<string, string | undefined>> = {
      id,
      title: texts.title,
      description: texts.description,
      tags: texts.tags,
    }
    const everything = Object.values(fields).join('\n').toLowerCase()
    return words.every((word) => {
      const [, field = '', value = ''] = /^(packageid|id|title|description|tags):(.+)$/.exec(word) ?? []
      if (field === '') return everything.includes(word)
      return field === 'packageid' ? id === value : (fields[field] ?? '').toLowerCase().includes(value)
    })
  }
}

function rowsOf<Row>(query: URLSearchParams, rows: readonly Row[]): Row[] {
  const count = (name: string, usual: number) => {
    const given = Number(query.get(name) ?? usual)
    return Number.isInteger(given) && given >= 0 ? given : usual
  }
  const skipped = count('skip', 0)
  return rows.slice(skipped, skipped + Math.min(count('take', usualRows), mostRows))
}

function rowOf({ latest, versions }: Found, { hive }: Wanted, { url }: NativeRepository): object {
  const { pkg, details } = latest
  const { licenseExpression, minClientVersion, language, authors, tags, ...texts } = details.texts
  const addresses = addressesIn(url)
  return {
    '@id': addresses.index(hive, pkg.name),
    '@type': 'Package',
    registration: addresses.index(hive, pkg.name),
    id: pkg.name,
    version: pkg.version,
    ...texts,
    authors: authors === undefined ? [] : authors.split(',').map((one) => one.trim()),
    tags: tags === undefined ? [] : tags.split(/[\s,;]+/).filter(Boolean),
    // Download numbers are only for those who may see them in the API.
    totalDownloads: 0,
    verified: false,
    packageTypes: typesOf(latest).map((name) => ({ name })),
    versions: versions.map((one) => ({ '@id': addresses.leaf(hive, one.pkg), version: one.pkg.version, downloads: 0 })),
  }
}

/** A package without types is a dependency. */
const typesOf = ({ details: { types } }: Version): readonly string[] => (types.length > 0 ? types : ['Dependency'])
