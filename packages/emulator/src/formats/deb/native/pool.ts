import { orNotFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativeFile, NativePackage } from '../../../format/native-package.ts'
import { distributionOf, distributionsFor, nameInIndex, type PoolPath, poolPath } from './place.ts'

/** Serves a file of the pool. @param path path below `pool` @throws {Refusal} 404, or 403 if it is held back */
export async function giveFromPool(distro: string, path: readonly string[], repository: NativeRepository): Promise<Reply> {
  const wanted = orNotFound(poolPath(path))
  const { pkg, file } = orNotFound(await found(distro, wanted, repository))
  const type = file.field === 'package_file' ? 'application/vnd.debian.binary-package' : 'application/octet-stream'
  return repository.give(pkg, file, { 'Content-Type': type })
}

interface Found {
  readonly pkg: NativePackage
  readonly file: NativeFile
}

/** Usually this is the main file of a package, for which no upstream is queried if it is here; else any file with the name. */
async function found(
  distro: string,
  { release, name, version, filename }: PoolPath,
  repository: NativeRepository,
): Promise<Found | undefined> {
  const distributions = distributionsFor({ distro, release })
  for (const distribution of distributions) {
    const pkg = await repository.package(name, version, filename, distribution)
    if (pkg !== undefined) return { pkg, file: pkg.files[0] }
  }
  const others = (await repository.find(name)).filter((pkg) => pkg.version === version)
  for (const distribution of distributions) {
    for (const pkg of others) {
      const file = pkg.files.find((one) => nameInIndex(one.filename) === filename)
      if (file !== undefined && distributionOf(pkg) === distribution) return { pkg, file }
    }
  }
  return undefined
}
