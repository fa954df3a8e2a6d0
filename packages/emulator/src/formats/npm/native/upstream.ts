import semver from 'semver'
import { isTable, textAt } from '../../../files/tree.ts'
import type { FileChecksums } from '../../../format/native-package.ts'
import type { NativeUpstream, UpstreamPackage } from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { installType, tarballName } from './metadata.ts'

/** Finds packages at another npm registry. */
export const npmUpstream: NativeUpstream = {
  async list(source, { name }) {
    const answer = await source.get(name.split('/').map(upstreamPath).join('%2f'), {
      Accept: `${installType}; q=1.0, application/json; q=0.8`,
    })
    const packument = answer?.json()
    if (!isTable(packument) || !isTable(packument.versions)) return []
    const tags = isTable(packument['dist-tags']) ? Object.entries(packument['dist-tags']) : []
    const times = isTable(packument.time) ? packument.time : {}
    return Object.entries(packument.versions).flatMap(([version, told]): UpstreamPackage[] => {
      if (!isTable(told) || !isTable(told.dist) || semver.valid(version) === null) return []
      const tarball = textAt(told.dist, 'tarball')
      if (tarball === undefined) return []
      const publishedAt = Date.parse(textAt(times, version) ?? '')
      return [
        {
          name,
          version,
          files: [{ filename: fileName(name, version), url: tarball, checksums: checksumsOf(told.dist) }],
          tags: tags.flatMap(([tag, tagged]) => (tagged === version ? [tag] : [])),
          publishedAt: Number.isNaN(publishedAt) ? undefined : publishedAt,
          told,
        },
      ]
    })
  },
}

/** The file name that `npm pack` uses, with the scope, so that packages of different scopes have different names. */
export function fileName(name: string, version: string): string {
  const [scope, own] = name.startsWith('@') ? name.slice(1).split('/') : [undefined, name]
  return scope === undefined ? tarballName(name, version) : `${scope}-${own}-${version}.tgz`
}

function checksumsOf(dist: Readonly<Record<string, unknown>>): FileChecksums {
  const hashes = (textAt(dist, 'integrity') ?? '').split(/\s+/).flatMap((one) => {
    const [kind = '', base64 = ''] = one.split('-', 2)
    return ['sha1', 'sha256', 'sha512'].includes(kind) ? [[kind, Buffer.from(base64, 'base64').toString('hex')] as const] : []
  })
  const shasum = textAt(dist, 'shasum')
  return { ...(shasum === undefined ? {} : { sha1: shasum }), ...Object.fromEntries(hashes) }
}
