import { orNotFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { Native } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { goClients } from './clients.ts'
import { goModOf } from './go-mod.ts'
import { goPath } from './paths.ts'
import { goUpstream } from './upstream.ts'
import { isPseudoVersion, latestOf } from './versions.ts'

/**
 * Go's module proxy. Modules are uploaded with the API.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 * @see docs/service.md#native-registries
 */
export const goNative: Native = {
  host: 'golang',
  downloads: true,
  async answer(request, repository) {
    mustRead(request)
    const path = orNotFound(goPath(request.segments))
    // Unlike other names, module paths are case-sensitive.
    const isIt = ({ name }: NativePackage) => name === path.name
    if (!('version' in path)) {
      const packages = (await repository.find(path.name)).filter(isIt)
      return path.about === 'list' ? listOf(packages) : infoOf(orNotFound(latestOf(packages)))
    }
    const found = await repository.package(path.name, path.version)
    const pkg = orNotFound(found && isIt(found) ? found : undefined)
    if (path.about === 'info') return infoOf(pkg)
    return path.about === 'mod' ? textReply(goModOf(pkg)) : repository.give(pkg, undefined, { 'Content-Type': 'application/zip' })
  },
  // go shows the text of a response as it is.
  refusal: ({ status, detail, headers }) => ({ ...textReply(`${detail}\n`), status, headers: { ...headers, ...plainText } }),
  clients: goClients,
  upstream: goUpstream,
}

const plainText = { 'Content-Type': 'text/plain; charset=utf-8' }

const textReply = (raw: string | Uint8Array): Reply => ({ status: 200, raw, headers: plainText })

/** Versions made from commits are not listed. @throws {Refusal} 404 for an unknown module: go then tries the next source */
function listOf(packages: readonly NativePackage[]): Reply {
  orNotFound(packages[0])
  const versions = packages.map(({ version }) => version).filter((version) => !isPseudoVersion(version))
  return textReply(
    versions
      .toSorted(schemeOfFormat('go').compare)
      .map((version) => `${version}\n`)
      .join(''),
  )
}

const infoOf = ({ version, publishedAt }: NativePackage): Reply =>
  ok({ Version: version, ...(publishedAt === undefined ? {} : { Time: new Date(publishedAt).toISOString() }) })
