import { decodeUtf8 } from '../../../files/text.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { xmlLine } from '../../../format/xml-writer.ts'
import { openArchive } from '../embedded.ts'
import { readFileName } from './file-names.ts'
import type { MavenPlace } from './paths.ts'

/** The POM of a package, if it has one: the separate file, or the one inside. */
export function ownPomOf(pkg: NativePackage): Uint8Array | undefined {
  const [main] = pkg.files
  const beside = pkg.files.find(({ field, filename }) => field === 'pom_file' || filename.endsWith('.pom'))
  if (beside !== undefined || main.bytes === undefined) return beside?.bytes
  try {
    return openArchive({ file: { filename: main.filename, bytes: main.bytes }, extra: {}, fields: pkg.fields }).descriptor?.pom
  } catch {
    // A package that cannot be read has none.
    return undefined
  }
}

/** The POM of a package: its own, else a minimal one. */
export function pomOf(pkg: NativePackage, place: MavenPlace): string {
  const own = ownPomOf(pkg)
  if (own !== undefined) return decodeUtf8(own)
  const packaging = readFileName(place, pkg.files[0].filename)?.extension
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n',
    '<modelVersion>4.0.0</modelVersion>\n',
    xmlLine('groupId', place.group),
    xmlLine('artifactId', place.artifact),
    xmlLine('version', place.version),
    packaging === 'jar' ? '' : xmlLine('packaging', packaging),
    '</project>\n',
  ].join('')
}
