import type { Format } from '../../format/format.ts'
import { optionsOf } from '../../format/sketch.ts'
import { mavenJar } from './build.ts'
import { mavenNative } from './native/index.ts'
import { readMaven } from './read.ts'

/** Maven. */
export const maven: Format = {
  name: 'Maven',
  extensions: ['.jar', '.war', '.ear', '.aar', '.pom'],
  backendKind: 4,
  isScannable: true,
  ecosystem: 'Maven',
  fileTags: { pom_file: 'pom', sources_file: 'sources', javadoc_file: 'javadoc', tests_file: 'tests', ivy_file: 'ivy' },
  repeats: ['artifact_id', 'group_id', 'packaging', 'sbt_version', 'scala_version'],
  read: readMaven,
  native: mavenNative,
  /** The name is `group:artifact`, or one word for both. */
  make(sketch) {
    const { name, ...rest } = optionsOf(sketch)
    const [groupId = name, artifactId = name] = name.split(':')
    return mavenJar({ groupId, artifactId, ...rest })
  },
}
