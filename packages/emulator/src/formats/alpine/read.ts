import { createHash } from 'node:crypto'
import { onlyFile, readTar } from '../../files/archive.ts'
import { requireFew } from '../../files/few-values.ts'
import { firstGzipMember } from '../../files/gzip-member.ts'
import { firstTarEntry } from '../../files/tar.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'

/** Fields that apk allows only once. */
const single: readonly string[] = ['pkgname', 'pkgver', 'arch', 'datahash']

/**
 * Reads an Alpine package: concatenated gzip streams with signatures, the control part and the data. The control part contains `.PKGINFO`, which has
 * the SHA-256 of the data. The different container of apk-tools 3 is not supported. `numFiles` includes the entries of the control part.
 *
 * @see https://wiki.alpinelinux.org/wiki/Apk_spec
 */
export async function readAlpine({ file }: PackageUpload): Promise<Manifest> {
  if (decodeUtf8(file.bytes.subarray(0, 3)) === 'ADB')
    throw new UnreadableError('packages of apk-tools 3 are not read: build it with apk-tools 2')
  const parts = partsOf(file.bytes)
  const archive = await readTar(parts.control, (path) => path === '.PKGINFO')
  const fields = [...decodeUtf8(onlyFile(archive, '.PKGINFO')).matchAll(/^(\w+) = (.*)$/gm)]
  requireFew(fields.length, '.PKGINFO')
  const all = (key: string) => fields.flatMap(([, name, value]) => (name === key ? (value?.trim() ?? []) : []))
  const twice = single.find((key) => all(key).length > 1)
  if (twice) throw new UnreadableError(`.PKGINFO has ${twice} twice`)
  const name = required(all('pkgname')[0], '.PKGINFO: pkgname')
  const version = required(all('pkgver')[0], '.PKGINFO: pkgver')
  if (!/^\w[\w.+-]*$/.test(name))
    throw new UnreadableError(`.PKGINFO: pkgname ${JSON.stringify(name)} is not valid: use letters, digits and -_+.`)
  if (!schemeOfFormat('alpine').isVersion(version))
    throw new UnreadableError(`.PKGINFO: pkgver ${JSON.stringify(version)} is not a version that apk understands`)
  const [hash] = all('datahash')
  if (hash && hash !== createHash('sha256').update(parts.data).digest('hex'))
    throw new UnreadableError('the data of the package has another SHA-256 than .PKGINFO says')
  const data = await readTar(parts.data, () => false)
  return {
    name,
    version,
    release: /-r(\d+)$/.exec(version)?.[1],
    license: all('license')[0] || undefined,
    summary: all('pkgdesc')[0] || undefined,
    architectures: [required(all('arch')[0], '.PKGINFO: arch')],
    dependencies: [
      ...all('depend').flatMap((text) => dependency(text, 'Depends')),
      ...all('provides').flatMap((text) => dependency(text, 'Provides')),
      ...all('replaces').flatMap((text) => dependency(text, 'Replaces')),
    ],
    identifiers: {},
    numFiles: archive.count + data.count,
  }
}

/** The tar archive only ends in the last stream, which has the data. */
function partsOf(bytes: Uint8Array): { control: Uint8Array; data: Uint8Array } {
  for (let rest = bytes; ; ) {
    const { plain, length } = firstGzipMember(rest)
    rest = rest.subarray(length)
    if (firstTarEntry(plain)?.name.startsWith('.SIGN.')) continue
    if (rest.length === 0) throw new UnreadableError('the package has no data, or is cut short between its gzip streams')
    return { control: plain, data: rest }
  }
}

/** `so:libc.musl-x86_64.so.1`, `openssl>=3`, `tool@edge` for a tagged repository, and `!uclibc` for a conflict. */
function dependency(text: string, type: 'Depends' | 'Provides' | 'Replaces'): Dependency[] {
  const [, bang, name, wanted = ''] = /^(!?)([^<>=~@\s]+)(?:@[^<>=~\s]*)?([<>=~].*)?$/.exec(text) ?? []
  return name ? [{ name, dep_type: bang ? 'Conflicts' : type, ...comparison(wanted, '=') }] : []
}
