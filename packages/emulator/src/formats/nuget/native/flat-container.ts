import { notFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { idKey, versionKey } from './ids.ts'
import { nuspecIn } from './nuspec.ts'
import { versionOf, versionsOf } from './versions.ts'

/**
 * Returns the versions of an id, or serves a package or its `.nuspec`.
 *
 * @throws {Refusal} 404, and as `give`
 * @see https://learn.microsoft.com/nuget/api/package-base-address-resource
 */
export async function flatContainer(path: readonly string[], repository: NativeRepository): Promise<Reply> {
  const [id = '', version, filename, ...more] = path
  if (version === 'index.json' && filename === undefined) {
    const versions = await versionsOf(id, repository)
    return ok({ versions: versions.map((pkg) => versionKey(pkg.version)) })
  }
  if (version === undefined || filename === undefined || more.length > 0) throw notFound()
  const key = idKey(id)
  const asked = filename.toLowerCase()
  if (asked !== `${key}.nuspec` && asked !== `${key}.${versionKey(version)}.nupkg`) throw notFound()
  const pkg = await versionOf(id, version, repository)
  if (asked.endsWith('.nupkg')) return repository.give(pkg)
  // For this, a package of an upstream has to be fetched.
  const bytes = pkg.files[0].bytes ?? (await repository.give(pkg)).raw
  const nuspec = bytes instanceof Uint8Array ? nuspecIn(bytes) : undefined
  if (nuspec === undefined) throw notFound()
  return { status: 200, raw: nuspec, headers: { 'Content-Type': 'application/xml' } }
}
