import { notFound } from '../../../core/errors.ts'
import { done, noContent, type Reply } from '../../../core/reply.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import type { NativeRepository, NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'
import type { Manifest } from '../../../format/types.ts'
import { readNuget } from '../read.ts'
import { isSymbols, versionKey } from './ids.ts'

/**
 * Handles `dotnet nuget push` of a package or its symbols.
 *
 * @throws {Refusal} 400 if it is not a package, 409 if the version exists
 * @see https://learn.microsoft.com/nuget/api/package-publish-resource
 */
export async function push(request: NativeRequest, extension: 'nupkg' | 'snupkg', repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  const [part] = (await request.form()) ?? []
  if (part === undefined) throw refused(400, 'This is not the form that a package is pushed in.')
  const { bytes } = part
  const { name, version } = read(bytes)
  const isThere = repository
    .packages()
    .some(
      (pkg) =>
        pkg.home === 'own' &&
        pkg.name.toLowerCase() === name.toLowerCase() &&
        versionKey(pkg.version) === versionKey(version) &&
        isSymbols(pkg) === (extension === 'snupkg'),
    )
  if (isThere && !repository.settings.replacesPackages) throw refused(409, `${name} ${version} has been pushed already.`)
  await repository.publish({ files: [{ field: 'package_file', filename: `${name}.${version}.${extension}`, bytes }] })
  return { status: 201, raw: '' }
}

function read(bytes: Uint8Array): Manifest {
  try {
    return readNuget({ file: { filename: 'pushed.nupkg', bytes }, extra: {}, fields: {} })
  } catch (error) {
    throw error instanceof UnreadableError ? refused(400, `This is not a package: ${error.message}.`) : error
  }
}

/** Hides a version from searches, or shows it again. It can be installed by its version either way. @throws {Refusal} 404 */
export async function list(id: string, version: string, isListed: boolean, repository: NativeRepository): Promise<Reply> {
  const found = repository
    .packages()
    .find(
      (pkg) =>
        pkg.home === 'own' &&
        !isSymbols(pkg) &&
        pkg.name.toLowerCase() === id.toLowerCase() &&
        versionKey(pkg.version) === versionKey(version),
    )
  if (found === undefined) throw notFound()
  repository.note(found, 'unlisted', isListed ? undefined : 'yes')
  return isListed ? done() : noContent()
}
