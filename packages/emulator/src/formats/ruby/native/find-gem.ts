import { notFound } from '../../../core/errors.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { fullNameOf, readingsOf } from './full-name.ts'

/** Finds a gem by its file name without the extension. @throws {Refusal} 404 */
export async function gemCalled(fullName: string, repository: NativeRepository): Promise<NativePackage> {
  const isIt = (pkg: NativePackage) => fullNameOf(pkg) === fullName
  for (const { name, version } of readingsOf(fullName)) {
    const wanted = [
      // The uploaded file may have had another name, and a version may exist for several platforms.
      async () => repository.package(name, version),
      async () => repository.package(name, version, `${fullName}.gem`),
      async () => (await repository.find(name)).find(isIt),
    ]
    for (const look of wanted) {
      const found = await look()
      if (found !== undefined && isIt(found)) return found
    }
  }
  throw notFound()
}
