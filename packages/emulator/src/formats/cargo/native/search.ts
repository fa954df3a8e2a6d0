import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'

/** Finds crates whose name or description contains a text. Upstreams are not queried. */
export function search(query: URLSearchParams, repository: NativeRepository): Reply {
  const wanted = (query.get('q') ?? '').toLowerCase()
  const most = Math.min(Number(query.get('per_page') ?? 10) || 10, 100)
  const { compare } = schemeOfFormat('cargo')
  const crates = [...Map.groupBy(repository.packages(), ({ name }) => name)].flatMap(([name, versions]) => {
    const [newest] = versions.toSorted((a, b) => compare(b.version, a.version))
    const description = newest?.manifest?.summary ?? ''
    return newest !== undefined && `${name} ${description}`.toLowerCase().includes(wanted)
      ? [{ name, max_version: newest.version, description }]
      : []
  })
  const sorted = crates.sort((a, b) => (a.name < b.name ? -1 : 1))
  return ok({ crates: sorted.slice(0, most), meta: { total: crates.length } })
}
