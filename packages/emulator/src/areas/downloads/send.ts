import { forbidden, notFound, orNotFound, Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Reply } from '../../core/reply.ts'
import type { Actor } from '../../world/actor.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { entitlementWith } from '../entitlements/records.ts'
import { admit, type Reader } from './admit.ts'
import { clientOf, countDownload, mayGive } from './download.ts'

/** A request to the download host. */
export interface DownloadRequest {
  readonly world: World
  readonly actor: Actor
  /** The key of the request, which may be an entitlement token. */
  readonly key: string | undefined
  readonly request: Incoming
  /** The path at that host, without the emulator's own prefix: `/basic/owner/repo/format/slug_perm/filename`. */
  readonly path: string
}

/** Serves the bytes of a file; 403 if the package is quarantined or denied, or the limits of an entitlement are reached. */
export function send({ world, actor, key, request, path }: DownloadRequest): Reply {
  const [access = '', owner = '', repo = '', format, identifier = '', filename] = segmentsOf(path)
  const repository = world.repository({ owner, repo })
  const { entitlement } = enter(repository, access, actor, key)
  const pkg = world.package(repository, identifier)
  const file = pkg.content.files.find((candidate) => candidate.filename === filename)
  if (pkg.content.format === format && file?.told) throw withoutBytes()
  if (pkg.content.format !== format || file?.blob === undefined) throw notFound()
  const bytes = file.blob.bytes.length
  const download = { pkg, entitlement, path, client: clientOf(request), bytes }
  if (!mayGive(world, download)) throw forbidden()
  const isHead = request.method === 'HEAD'
  if (!isHead) countDownload(world, download, file === pkg.content.files[0])
  return {
    status: 200,
    raw: isHead ? '' : file.blob.bytes,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename="${file.filename.replace(/["\\\r\n]/g, '_')}"`,
      ETag: `"${file.blob.md5}"`,
    },
  }
}

/** 501: a mirrored package has no bytes. */
function withoutBytes(): Refusal {
  const detail = 'The emulator has this file without its bytes: it was mirrored.'
  return new Refusal({ status: 501, body: { detail } })
}

/**
 * Checks access to a download by the path or the credential of the request. @throws {Refusal} 401, 403 or 404, such as for an invalid token in the
 * path
 */
export function enter(repository: RepositoryRecord, access: string, actor: Actor, key: string | undefined): Reader {
  if (access !== 'basic' && access !== 'public') {
    return { repository, actor, entitlement: orNotFound(entitlementWith(repository, access)) }
  }
  const reader = admit(repository, actor, key)
  if (reader.entitlement !== undefined) return reader
  if (access === 'basic') actor.mustBeKnown()
  if (access === 'public' && repository.settings.repository_type_str === 'Private') throw notFound()
  return reader
}
