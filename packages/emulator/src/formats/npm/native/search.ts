import semver from 'semver'
import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { distTagsOf } from './dist-tags.ts'

/** Most rows of a search. */
const mostRows = 250

/**
 * Finds names by words that all have to occur in the name or description. Upstreams are not queried.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#get-v1search
 * @see docs/service.md#native-registries
 */
export function search(query: URLSearchParams, repository: NativeRepository): Reply {
  const words = (query.get('text') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'))
  const byName = Map.groupBy(repository.packages(), ({ name }) => name)
  const found = [...byName].flatMap(([name, packages]) => {
    const latest = latestOf(packages, repository)
    const text = `${name} ${latest?.manifest?.summary ?? ''}`.toLowerCase()
    return latest !== undefined && words.every((word) => text.includes(word)) ? [latest] : []
  })
  const [from, size] = [countIn(query, 'from', 0), Math.min(countIn(query, 'size', 20), mostRows)]
  const objects = found
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(from, from + size)
    .map(rowOf)
  return ok({ objects, total: found.length, time: new Date(repository.now()).toUTCString() })
}

function latestOf(packages: readonly NativePackage[], { settings }: NativeRepository): NativePackage | undefined {
  const { latest } = distTagsOf(packages, settings)
  return (
    packages.find(({ version }) => version === latest) ?? packages.toSorted((a, b) => semver.rcompare(a.version, b.version))[0]
  )
}

function rowOf({ name, version, manifest, publishedAt, uploader }: NativePackage): object {
  const [scope, own] = name.startsWith('@') ? name.slice(1).split('/') : ['unscoped', name]
  return {
    package: {
      name,
      scope: own === undefined ? 'unscoped' : scope,
      version,
      description: manifest?.summary ?? '',
      date: new Date(publishedAt ?? 0).toISOString(),
      keywords: [],
      links: {},
      publisher: { username: uploader ?? '', email: '' },
      maintainers: [],
    },
    score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
    searchScore: 1,
  }
}

function countIn(query: URLSearchParams, name: string, usual: number): number {
  const given = Number(query.get(name) ?? usual)
  return Number.isInteger(given) && given >= 0 ? given : usual
}
