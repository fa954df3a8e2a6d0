import { notFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** Deletes one or all versions of a name. @throws {Refusal} 404 if none is in the repository itself, 403 if they may not be deleted */
export async function unpublish(name: string, version: string | undefined, repository: NativeRepository): Promise<Reply> {
  const isIt = (pkg: NativePackage) => pkg.home === 'own' && (version === undefined || pkg.version === version)
  const going = (await repository.find(name)).filter(isIt)
  if (going.length === 0) throw notFound()
  for (const pkg of going) repository.remove(pkg)
  return ok({ ok: true })
}
