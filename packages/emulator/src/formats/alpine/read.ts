import { onlyFile, readTar } from '../../files/archive.ts'
import { decompress } from '../../files/compression.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads an Alpine package: gzip streams one after another (signature, control, data) that unpack to one tar archive with `.PKGINFO`.
 * The container of apk-tools 3 is another and is not read. `numFiles` counts the entries of the control part too.
 *
 * @see https://wiki.alpinelinux.org/wiki/Apk_spec
 */
export async function readAlpine({ file }: PackageUpload): Promise<Manifest> {
  if (decodeUtf8(file.bytes.subarray(0, 3)) === 'ADB') throw new UnreadableError('packages of apk-tools 3 are not read')
  const plain = await decompress(file.bytes)
  // Only the last part, the data, has the empty block that ends a tar archive: without it, streams are missing.
  if (plain.length < 512 || plain.subarray(-512).some((byte) => byte !== 0))
    throw new UnreadableError('the package is cut short between its gzip streams')
  const archive = await readTar(plain, (path) => path === '.PKGINFO')
  const fields = [...decodeUtf8(onlyFile(archive, '.PKGINFO')).matchAll(/^(\w+) = (.*)$/gm)]
  const all = (key: string) => fields.flatMap(([, name, value]) => (name === key ? (value?.trim() ?? []) : []))
  const version = required(all('pkgver')[0], '.PKGINFO: pkgver')
  return {
    name: required(all('pkgname')[0], '.PKGINFO: pkgname'),
    version,
    release: /-r(\d+)$/.exec(version)?.[1],
    license: all('license')[0] || undefined,
    summary: all('pkgdesc')[0] || undefined,
    architectures: [required(all('arch')[0], '.PKGINFO: arch')],
    dependencies: [...all('depend').flatMap(dependency), ...all('provides').flatMap(provided)],
    identifiers: {},
    numFiles: archive.count,
  }
}

/** `so:libc.musl-x86_64.so.1`, `openssl>=3`, and `!uclibc` for a conflict. */
function dependency(text: string): Dependency[] {
  const [, bang, name, wanted = ''] = /^(!?)([^<>=~\s]+)([<>=~].*)?$/.exec(text) ?? []
  return name ? [{ name, dep_type: bang ? 'Conflicts' : 'Depends', ...comparison(wanted, '=') }] : []
}

function provided(text: string): Dependency[] {
  return dependency(text).map((each) => ({ ...each, dep_type: 'Provides' }))
}
