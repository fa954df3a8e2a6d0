import type { NativePackage } from '../../../format/native-package.ts'
import { xmlLine } from '../../../format/xml-writer.ts'
import { readFileName, timeOf } from './file-names.ts'
import type { MavenPlace } from './paths.ts'
import { document, stamp } from './xml.ts'

/** The metadata of a snapshot with its latest files, whose names contain times if Maven has deployed them. */
export function snapshotMetadata(place: MavenPlace, { files, publishedAt }: NativePackage, now: number): string {
  const updated = stamp(publishedAt ?? now)
  const said = files.flatMap(({ filename }) => readFileName(place, filename) ?? [])
  const newest = said
    .flatMap(({ value }) => timeOf(value) ?? [])
    .sort((a, b) => a.build - b.build)
    .at(-1)
  const snapshot =
    newest === undefined
      ? []
      : ['<snapshot>\n', xmlLine('timestamp', newest.time), xmlLine('buildNumber', String(newest.build)), '</snapshot>\n']
  return document([
    xmlLine('groupId', place.group),
    xmlLine('artifactId', place.artifact),
    xmlLine('version', place.version),
    '<versioning>\n',
    ...snapshot,
    xmlLine('lastUpdated', updated),
    '<snapshotVersions>\n',
    ...said.flatMap(({ classifier, extension, value }) => [
      '<snapshotVersion>\n',
      xmlLine('classifier', classifier),
      xmlLine('extension', extension),
      xmlLine('value', value),
      xmlLine('updated', updated),
      '</snapshotVersion>\n',
    ]),
    '</snapshotVersions>\n',
    '</versioning>\n',
  ])
}
