import { forbidden, notFound } from '../core/errors.ts'
import { segmentsOf } from '../core/path.ts'
import type { Reply } from '../core/reply.ts'
import { isDenied } from '../policies/deny.ts'
import type { Actor } from '../world/actor.ts'
import { capabilitiesOf } from '../world/capabilities.ts'
import type { PackageRecord, StoredFile } from '../world/package.ts'
import type { World } from '../world/world.ts'

/** A request to the host that gives out bytes. */
export interface DownloadRequest {
  readonly world: World
  readonly actor: Actor
  readonly method: string
  /** The path on that host, without the emulator's own prefix: `/basic/owner/repo/format/slug_perm/filename`. */
  readonly path: string
}

/** Gives out the bytes of a file; 403 where the package is quarantined or denied. */
export function send({ world, actor, method, path }: DownloadRequest): Reply {
  const [access, owner = '', repo = '', format, identifier = '', filename] = segmentsOf(path)
  const repository = world.repository({ owner, repo })
  if (access !== 'basic' && access !== 'public') throw notFound()
  if (access === 'basic') actor.mustBeKnown()
  if (access === 'public' && repository.settings.repository_type_str === 'Private') throw notFound()
  actor.must('Read', repository)
  const pkg = world.package({ owner, repo, identifier })
  const file = pkg.content.files.find((candidate) => candidate.filename === filename)
  if (pkg.content.format !== format || file?.blob === undefined) throw notFound()
  if (!capabilitiesOf(pkg, world.switches, isDenied(world, pkg)).download) throw forbidden()
  if (method !== 'HEAD') count(world, pkg, file)
  return {
    status: 200,
    raw: method === 'HEAD' ? '' : file.blob.bytes,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.blob.bytes.length),
      'Content-Disposition': `attachment; filename="${file.filename.replace(/["\\\r\n]/g, '_')}"`,
      ETag: `"${file.blob.md5}"`,
    },
  }
}

function count(world: World, pkg: PackageRecord, file: StoredFile) {
  if (file !== pkg.content.files[0]) return
  pkg.downloads += 1
  pkg.lastDownloadedAt = world.clock.now()
  pkg.repository.packages.touch(pkg)
  world.emit('package.downloaded', pkg)
}
