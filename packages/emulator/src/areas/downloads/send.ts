import { forbidden, invalidToken, notFound } from '../../core/errors.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Reply } from '../../core/reply.ts'
import { capabilitiesOf } from '../../package/capabilities.ts'
import type { Actor } from '../../world/actor.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { mayDownload, spend } from '../entitlements/limits.ts'
import type { EntitlementRecord } from '../entitlements/records.ts'
import { isDenied } from '../policies/deny.ts'

/** A request to the host that gives out bytes. */
export interface DownloadRequest {
  readonly world: World
  readonly actor: Actor
  /** The key that came with the request, which may be the token of an entitlement. */
  readonly key: string | undefined
  readonly request: Request
  /** The path on that host, without the emulator's own prefix: `/basic/owner/repo/format/slug_perm/filename`. */
  readonly path: string
}

/** Gives out the bytes of a file; 403 where the package is quarantined or denied, or the limits of an entitlement are reached. */
export function send({ world, actor, key, request, path }: DownloadRequest): Reply {
  const [access = '', owner = '', repo = '', format, identifier = '', filename] = segmentsOf(path)
  const repository = world.repository({ owner, repo })
  const entitlement = entitlementOf(repository, access, actor.account === undefined ? key : undefined)
  if (entitlement === undefined) mustRead(repository, access, actor, key)
  const pkg = world.package({ owner, repo, identifier })
  const file = pkg.content.files.find((candidate) => candidate.filename === filename)
  if (pkg.content.format !== format || file?.blob === undefined) throw notFound()
  if (!capabilitiesOf(pkg, world.switches, isDenied(world, pkg)).download) throw forbidden()
  const bytes = file.blob.bytes.length
  const client = request.headers.get('x-forwarded-for')?.split(',', 1)[0]?.trim() ?? ''
  if (entitlement && !mayDownload(world, entitlement, { pkg, path, client, bytes })) throw forbidden()
  const isHead = request.method === 'HEAD'
  if (!isHead) {
    if (entitlement) spend(entitlement, { client, bytes })
    repository.workspace.traffic.push({ at: world.clock.now(), repository, pkg, entitlement, bytes })
    if (file === pkg.content.files[0]) countDownload(world, pkg)
  }
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

/** The entitlement whose token is in the path, or is the password. @throws {Refusal} 404 for a path with a token that is none */
function entitlementOf(repository: RepositoryRecord, access: string, key: string | undefined): EntitlementRecord | undefined {
  const isInPath = access !== 'basic' && access !== 'public'
  const token = isInPath ? access : key
  const found = repository.entitlements.all().find(({ settings }) => settings.token === token)
  if (isInPath && found === undefined) throw notFound()
  return found
}

function mustRead(repository: RepositoryRecord, access: string, actor: Actor, key: string | undefined) {
  if (key !== undefined && actor.account === undefined) throw invalidToken()
  if (access === 'basic') actor.mustBeKnown()
  if (access === 'public' && repository.settings.repository_type_str === 'Private') throw notFound()
  actor.must('Read', repository)
}

/** Counts the download of a package, which is that of its main file, and tells webhooks. */
export function countDownload(world: World, pkg: PackageRecord): void {
  pkg.downloads += 1
  pkg.lastDownloadedAt = world.clock.now()
  pkg.repository.packages.touch(pkg)
  world.emit('package.downloaded', pkg)
}
