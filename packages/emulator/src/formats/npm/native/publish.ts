import { createHash } from 'node:crypto'
import semver from 'semver'
import { created, ok, type Reply } from '../../../core/reply.ts'
import { isTable, type Table, textAt } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { refused } from '../../../format/native-refusal.ts'
import { mayBeTag } from './dist-tags.ts'
import { fileName } from './upstream.ts'

/** Most bytes of a tarball that npm may publish. @see docs/service.md#native-registries */
const largest = 100 * 2 ** 20

/**
 * Handles `npm publish`: the body contains the metadata of the new version and its tarball. Without a tarball, it changes metadata, as `npm
 * deprecate` does.
 *
 * @throws {Refusal} 400 if the body is malformed, 409 if the version exists, 413 if the tarball is too large
 */
export async function publish(name: string, body: unknown, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  if (!isTable(body) || !isTable(body.versions)) throw refused(400, 'This is not what npm publishes: it has no versions.')
  if (textAt(body, 'name') !== name) throw refused(400, `The package is called ${name} in the address, but not in what was sent.`)
  const own = (await repository.find(name)).filter(({ home }) => home === 'own')
  const attachments = isTable(body._attachments) ? tarballsAmong(body._attachments) : []
  if (attachments.length === 0) return deprecate(body.versions, own, repository)
  const [[version = '', told] = []] = Object.entries(body.versions)
  const [attachment] = attachments
  if (attachments.length > 1 || Object.keys(body.versions).length > 1)
    throw refused(400, 'One version is published at a time, with one tarball.')
  if (semver.valid(version) !== version) throw refused(400, `${JSON.stringify(version)} is not a semantic version.`)
  if (own.some((pkg) => pkg.version === version) && !repository.settings.replacesPackages)
    throw refused(409, `${name} ${version} has been published already.`)
  const bytes = tarballOf(attachment, told)
  const tags = Object.keys(isTable(body['dist-tags']) ? body['dist-tags'] : {}).filter((tag) => tag !== 'latest')
  const wrong = tags.find((tag) => !mayBeTag(tag))
  if (wrong !== undefined) throw refused(400, `${JSON.stringify(wrong)} cannot be a tag: it is a range of versions.`)
  await repository.publish({ files: [{ field: 'package_file', filename: fileName(name, version), bytes }], tags })
  return created({ ok: true, success: true, id: name })
}

/** The attachments except provenance, which `npm publish --provenance` sends as well: it is not served here. */
const tarballsAmong = (attachments: Table): unknown[] =>
  Object.entries(attachments)
    .filter(([name]) => !name.endsWith('.sigstore'))
    .map(([, attachment]) => attachment)

function tarballOf(attachment: unknown, told: unknown): Uint8Array {
  const data = textAt(attachment, 'data')
  if (data === undefined) throw refused(400, 'The tarball is missing.')
  if (data.length > (largest / 3) * 4 + 4) throw refused(413, `A tarball that npm publishes has ${largest} bytes at most.`)
  const bytes = new Uint8Array(Buffer.from(data, 'base64'))
  const shasum = textAt(told, 'dist', 'shasum')
  const integrity = textAt(told, 'dist', 'integrity')
  const isWrong =
    (shasum !== undefined && createHash('sha1').update(bytes).digest('hex') !== shasum) ||
    (integrity?.startsWith('sha512-') && `sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity)
  if (isWrong) throw refused(400, 'The tarball does not have the checksum that was sent with it.')
  return bytes
}

/** Records which versions are deprecated, and why. Versions that are no longer deprecated have an empty text. */
function deprecate(versions: Table, own: readonly NativePackage[], repository: NativeRepository): Reply {
  for (const pkg of own) {
    const told = versions[pkg.version]
    if (!isTable(told) || !('deprecated' in told)) continue
    const why = typeof told.deprecated === 'string' && told.deprecated !== '' ? told.deprecated : undefined
    if (why !== pkg.notes.deprecated) repository.note(pkg, 'deprecated', why)
  }
  return ok({ ok: true })
}
