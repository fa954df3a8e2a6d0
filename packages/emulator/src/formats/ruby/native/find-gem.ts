import { notFound } from '../../../core/errors.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { fullNameOf, readingsOf } from './full-name.ts'

/** The gem that a file is called by, without its ending. @throws {Refusal} 404 */
export async function gemCalled(fullName: string, repository: NativeRepository): Promise<NativePackage> {
  const isIt = (pkg: NativePackage) => fullNameOf(pkg) === fullName
  for (const { name, version } of readingsOf(fullName)) {
    // A file may be called otherwise where it was uploaded.
    const exact = await repository.package(name, version, `${fullName}.gem`)
    const found = exact !== undefined && isIt(exact) ? exact : (await repository.find(name)).find(isIt)
    if (found !== undefined) return found
  }
  throw notFound()
}
