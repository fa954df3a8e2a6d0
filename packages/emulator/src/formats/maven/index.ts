import { list, nullable, text } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { identifier, line, version } from '../../format/upload-fields.ts'
import { cache, gpg, upstream } from '../../format/upstream.ts'
import { readMaven } from './read.ts'

/** Maven. */
export const maven: Format = {
  name: 'Maven',
  extensions: ['.jar', '.war', '.ear', '.aar', '.pom'],
  backendKind: 4,
  isScannable: true,
  ecosystem: 'Maven',
  read: readMaven,
  uploadFields: {
    artifact_id: nullable(text({ max: 2083 })),
    group_id: nullable(text({ max: 2083 })),
    packaging: nullable(text({ max: 64 })),
    version,
    sbt_version: line,
    scala_version: line,
    pom_file: identifier,
    ivy_file: identifier,
    javadoc_file: identifier,
    sources_file: identifier,
    tests_file: identifier,
    extra_files: nullable(list(text({ min: 1 }))),
  },
  upstream: upstream(cache, [...gpg, 'trust_level']),
}
