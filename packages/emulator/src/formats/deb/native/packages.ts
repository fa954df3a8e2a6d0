import { textAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { readControlFiles } from '../read.ts'
import { without } from './fields.ts'
import { architectureOf, folderInPool, nameInIndex } from './place.ts'

/** Fields that an index states itself, whatever the control file contains. */
const ofIndex = new Set(['filename', 'size', 'md5sum', 'sha1', 'sha256', 'sha512', 'status'])

/** A cache of control files, by the bytes of their packages. */
const known = new WeakMap<Uint8Array, Promise<string | undefined>>()

/**
 * The entry of a package in the index `Packages`.
 *
 * @see https://wiki.debian.org/DebianRepository/Format#A.22Packages.22_Indices
 */
export async function packagesEntry(pkg: NativePackage): Promise<string> {
  const [{ filename, checksums }] = pkg.files
  const { size, md5, sha1, sha256, sha512 } = checksums
  const own = Object.entries({
    Filename: `${folderInPool(pkg)}/${nameInIndex(filename)}`,
    Size: size,
    MD5sum: md5,
    SHA1: sha1,
    SHA256: sha256,
    SHA512: sha512,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return `${[...without(await controlOf(pkg), ofIndex), ...own].join('\n')}\n`
}

/** The control file of a package. For a package of an upstream, the entry in its index; if the bytes are missing otherwise, the minimum. */
async function controlOf(pkg: NativePackage): Promise<string> {
  const [{ bytes }] = pkg.files
  const read = bytes === undefined ? undefined : await readOnce(bytes)
  return read ?? textAt(pkg.told, 'block') ?? leastOf(pkg)
}

function readOnce(bytes: Uint8Array): Promise<string | undefined> {
  const read =
    known.get(bytes) ??
    readControlFiles(bytes).then(
      ({ text }) => text,
      // A package that cannot be read does not synchronise, so this one was read with other limits.
      () => undefined,
    )
  known.set(bytes, read)
  return read
}

function leastOf(pkg: NativePackage): string {
  const { name, version, manifest } = pkg
  return `Package: ${name}\nVersion: ${version}\nArchitecture: ${architectureOf(pkg)}\nDescription: ${manifest?.summary ?? name}`
}
