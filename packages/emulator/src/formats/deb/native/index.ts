import { notFound, orNotFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository } from '../../../format/native.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { debClients } from './clients.ts'
import { indexesOf, packagesFor } from './indexes.ts'
import { isKnown, type Release } from './place.ts'
import { giveFromPool } from './pool.ts'
import { byHashName, indexByHash, keepInMind, releaseText } from './release.ts'
import { isSourcesList, sourcesList } from './sources-list.ts'
import { debUpstream } from './upstream.ts'

/**
 * Debian repositories: signed releases, their indexes, and the pool of files. Packages are uploaded with the API.
 *
 * @see https://wiki.debian.org/DebianRepository/Format
 * @see docs/service.md#native-registries
 */
export const debNative: Native = {
  downloads: true,
  severalOfVersion: true,
  standsBeside: isSourcesList,
  async answer(request, repository): Promise<Reply> {
    mustRead(request)
    const [first = '', folder, ...rest] = request.segments
    if (isSourcesList(first) && folder === undefined) return sourcesList(first, request, repository)
    if (folder === 'pool') return giveFromPool(first, rest, repository)
    const [release, ...path] = rest
    if (folder !== 'dists' || release === undefined) throw notFound()
    return answerRelease({ distro: first, release }, path.join('/'), repository)
  },
  // apt only shows the reason phrase of the status; the text is for people.
  refusal: ({ status, detail, headers }) => ({ status, raw: `${detail}\n`, headers: { ...headers, ...plainText } }),
  clients: debClients,
  upstream: debUpstream,
}

const plainText = { 'Content-Type': 'text/plain; charset=utf-8' }

const textReply = (raw: string): Reply => ({ status: 200, raw, headers: plainText })

const bytesReply = (raw: Uint8Array): Reply => ({ status: 200, raw, headers: { 'Content-Type': 'application/octet-stream' } })

/** Serves a file of a release. @throws {Refusal} 404 for a release that is unknown and has no packages */
async function answerRelease(release: Release, path: string, repository: NativeRepository): Promise<Reply> {
  const [, kind = '', hash = ''] = /\/by-hash\/(\w+)\/([\da-f]+)$/.exec(path) ?? []
  const kept = hash === '' ? undefined : repository.memory.get(byHashName(kind, hash))
  if (kept !== undefined) return bytesReply(kept)
  const packages = await packagesFor(release, repository)
  if (packages.length === 0 && !isKnown(release)) throw notFound()
  const made = await indexesOf(packages)
  if (path === 'InRelease' || path === 'Release' || path === 'Release.gpg') {
    keepInMind(made, repository)
    const at = repository.clientsNow()
    const text = releaseText(release, made, repository, at)
    if (path === 'Release') return textReply(text)
    const signer = repository.signer()
    return textReply(path === 'InRelease' ? signer.clear(text, at) : signer.detached(text, at))
  }
  const found = hash === '' ? made.indexes.find((index) => index.path === path) : indexByHash(kind, hash, made.indexes)
  return bytesReply(orNotFound(found).bytes)
}
