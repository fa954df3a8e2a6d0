import { decodeUtf8 } from '../../../files/text.ts'
import type { FileChecksums, NativePackage } from '../../../format/native-package.ts'
import { signedText } from '../read.ts'
import { without } from './fields.ts'
import { folderInPool, nameInIndex } from './place.ts'

/** Fields that an index states itself: the name, and the files, which include the `.dsc` there. */
const ofIndex = new Set(['source', 'files', 'checksums-sha1', 'checksums-sha256', 'checksums-sha512', 'directory'])

/** The fields that list files, with their checksum. */
const lists = [
  ['Files', 'md5'],
  ['Checksums-Sha1', 'sha1'],
  ['Checksums-Sha256', 'sha256'],
] as const

/** The entry of a source package in the index `Sources`. @see https://wiki.debian.org/DebianRepository/Format#A.22Sources.22_Indices */
export function sourcesEntry(pkg: NativePackage): string {
  const [{ bytes }] = pkg.files
  const said = bytes === undefined ? [`Version: ${pkg.version}`] : without(signedText(decodeUtf8(bytes)), ofIndex)
  const listed = lists.map(([name, kind]) => `${name}:\n${linesOf(pkg, kind).join('\n')}`)
  return `${[`Package: ${pkg.name}`, ...said, `Directory: ${folderInPool(pkg)}`, ...listed].join('\n')}\n`
}

function linesOf({ files }: NativePackage, kind: 'md5' | 'sha1' | 'sha256'): string[] {
  const line = (checksums: FileChecksums, filename: string) =>
    ` ${checksums[kind] ?? ''} ${checksums.size ?? 0} ${nameInIndex(filename)}`
  return files.map(({ checksums, filename }) => line(checksums, filename))
}
