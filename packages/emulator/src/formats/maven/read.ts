import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import { type Descriptor, openArchive } from './embedded.ts'
import { parsePom } from './pom.ts'
import { type FindPom, parseProject } from './project.ts'

/** The characters that Maven allows in group and artifact, and those that it refuses in a version. */
const [validId, invalidVersion] = [/^[\w.-]+$/, /[\\/:"<>|?*[\](){},\s]/]

/**
 * Reads a Maven artifact. Its POM is the `pom_file` of the request, else the package file itself if that is a `.pom`, else the one that Maven puts
 * into a jar. What the POM leaves open comes from the `pom.properties` next to it, else from the request's `group_id`, `artifact_id` and `version`.
 * Parents and imported BOMs are looked up in the repository.
 *
 * The group is in `identifiers.maven_group_id`, the name that searches use.
 */
export function readMaven(upload: PackageUpload): Manifest {
  const { count, descriptor, pom: bytes } = openArtifact(upload)
  const pom = bytes && parsePom(bytes, finderFor(upload))
  const groupId = required(
    pom?.groupId ?? descriptor?.groupId ?? textField(upload, 'group_id'),
    'groupId (in a POM) or group_id (in the request)',
  )
  const name = required(
    pom?.artifactId ?? descriptor?.artifactId ?? textField(upload, 'artifact_id'),
    'artifactId (in a POM) or artifact_id (in the request)',
  )
  const version = required(
    pom?.version ?? descriptor?.version ?? textField(upload, 'version'),
    'version (in a POM or in the request)',
  )
  for (const [what, id] of Object.entries({ groupId, artifactId: name })) {
    if (!validId.test(id)) throw new UnreadableError(`${what} is ${JSON.stringify(id)}: use letters, digits and -_.`)
  }
  if (invalidVersion.test(version))
    throw new UnreadableError(`version is ${JSON.stringify(version)}, which Maven does not accept`)
  return {
    name,
    version,
    license: pom?.license,
    summary: pom?.name,
    description: pom?.description,
    architectures: [],
    dependencies: pom?.dependencies ?? [],
    identifiers: { maven_group_id: groupId },
    numFiles: count,
    osvName: `${groupId}:${name}`,
  }
}

interface Artifact {
  count: number
  descriptor?: Descriptor | undefined
  pom?: Uint8Array | undefined
}

/** An artifact may be any file, but a file with the extension of a jar has to be one. */
function openArtifact(upload: PackageUpload): Artifact {
  const { filename, bytes } = upload.file
  const sent = upload.extra.pom_file?.bytes
  if (/\.pom$/i.test(filename)) return { count: 0, pom: sent ?? bytes }
  if (!/\.[jwea]ar$/i.test(filename) && !isZip(bytes)) return { count: 0, pom: sent }
  const { count, descriptor } = openArchive(upload)
  return sent ? { count, pom: sent } : { count, descriptor, pom: descriptor?.pom }
}

/** Finds POMs of other packages in the repository. Unreadable ones are ignored. */
function finderFor({ neighbour = () => undefined }: PackageUpload): FindPom {
  return ({ groupId, artifactId, version }) => {
    const found = neighbour({ name: artifactId, version, identifiers: { maven_group_id: groupId } })
    try {
      const pom = found && openArtifact(found).pom
      return pom && parseProject(pom)
    } catch {
      return undefined
    }
  }
}
