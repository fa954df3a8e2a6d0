import { onlyFile, readTar } from '../../files/archive.ts'
import { entriesAt, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'
import { anyVersion, comparison } from '../../format/constraint.ts'
import type { Constraint, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/**
 * Reads a Dart package: `pubspec.yaml` at the root of a gzipped tarball. The licence is in a separate file, which is not read. Dependencies on an
 * SDK, a path or a Git repository have no version; those on another server may have one.
 *
 * @see https://dart.dev/tools/pub/pubspec
 */
export async function readDart({ file }: PackageUpload): Promise<Manifest> {
  const archive = await readTar(file.bytes, (path) => path === 'pubspec.yaml')
  const pubspec = parseYaml(onlyFile(archive, 'pubspec.yaml at its root'), 'pubspec.yaml')
  const dependencies = (key: string, dep_type: DependencyType) =>
    entriesAt(pubspec, key).map(([name, wanted]) => ({
      name,
      dep_type,
      ...constraint(textAt(wanted) ?? textAt(wanted, 'version') ?? ''),
    }))
  return {
    name: validName(required(textAt(pubspec, 'name'), 'pubspec.yaml: name')),
    version: requireVersion('dart', textAt(pubspec, 'version'), 'pubspec.yaml: version'),
    summary: textAt(pubspec, 'description'),
    architectures: [],
    dependencies: [...dependencies('dependencies', 'Runtime'), ...dependencies('dev_dependencies', 'Development')],
    identifiers: {},
    numFiles: archive.count,
  }
}

/** Dart requires a name that can be imported. */
function validName(name: string): string {
  if (!/^[a-z_]\w*(\.[a-z_]\w*)*$/i.test(name))
    throw new UnreadableError(`pubspec.yaml: name is ${JSON.stringify(name)}: only letters, digits and underscores may be in it`)
  return name
}

function constraint(text: string): Constraint {
  return text === 'any' ? anyVersion : comparison(text, '=')
}
