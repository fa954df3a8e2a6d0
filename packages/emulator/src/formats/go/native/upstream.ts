import { isTable, textAt } from '../../../files/tree.ts'
import type { NativeUpstream, UpstreamPackage, UpstreamSource } from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { escaped } from './escape.ts'

/** Finds modules at another proxy. Proxies state no checksums: go compares what it gets with its own `go.sum`. */
export const goUpstream: NativeUpstream = {
  asksByVersion: true,
  async list(source, { name, version }) {
    if (version !== undefined) return one(source, name, version)
    const answer = await source.get(upstreamPath(`${escaped(name)}/@v/list`))
    const versions = (answer?.text() ?? '').split('\n').map((line) => line.trim().split(/\s/, 1)[0] ?? '')
    const listed = versions.filter((each) => schemeOfFormat('go').isVersion(each)).map((each) => packageOf(name, each))
    return listed.length > 0 ? listed : latest(source, name)
  },
}

/** What the proxy states about a version, besides the module itself. */
async function one(source: UpstreamSource, name: string, version: string): Promise<UpstreamPackage[]> {
  const path = upstreamPath(`${escaped(name)}/@v/${escaped(version)}`)
  const [info, mod] = await Promise.all([source.get(`${path}.info`), source.get(`${path}.mod`)])
  const told = info?.json()
  if (mod === undefined || textAt(told, 'Version') !== version) return []
  return [{ ...packageOf(name, version, told), told: { mod: mod.bytes } }]
}

/** A module without releases has a version made from its latest commit. */
async function latest(source: UpstreamSource, name: string): Promise<UpstreamPackage[]> {
  const told = (await source.get(upstreamPath(`${escaped(name)}/@latest`)))?.json()
  const version = textAt(told, 'Version')
  return version === undefined || !schemeOfFormat('go').isVersion(version) ? [] : [packageOf(name, version, told)]
}

function packageOf(name: string, version: string, told?: unknown): UpstreamPackage {
  const publishedAt = Date.parse((isTable(told) ? textAt(told, 'Time') : undefined) ?? '')
  const url = upstreamPath(`${escaped(name)}/@v/${escaped(version)}.zip`)
  return {
    name,
    version,
    files: [{ filename: `${version}.zip`, url, checksums: {} }],
    publishedAt: Number.isNaN(publishedAt) ? undefined : publishedAt,
  }
}
