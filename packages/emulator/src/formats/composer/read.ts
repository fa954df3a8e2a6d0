import { readZip } from '../../files/archive.ts'
import { entriesAt, parseJsonTable, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'

/** The platform itself: PHP, its extensions and libraries, Composer. */
const platform = /^(php(-.*)?|hhvm|(ext|lib)-.*|composer(-.*)?)$/

/**
 * Reads a Composer package: `composer.json` at the root of a zip archive or in its top folder. It rarely holds a version, since that is
 * the tag's: then the request must. Requirements of the platform are `System`.
 *
 * @see https://getcomposer.org/doc/04-schema.md
 */
export function readComposer(upload: PackageUpload): Manifest {
  const { count, files } = readZip(upload.file.bytes, (path) => /^([^/]+\/)?composer\.json$/.test(path))
  const bytes = files.get('composer.json') ?? [...files.values()][0]
  if (!bytes) throw new UnreadableError('the archive has no composer.json at its root or in its top folder')
  const manifest = parseJsonTable(bytes, 'composer.json')
  const dependencies = (key: string, type: DependencyType) =>
    entriesAt(manifest, key).map(([name, wanted]) => dependency(name, textAt(wanted) ?? '', type))
  return {
    name: validName(required(textAt(manifest, 'name'), 'composer.json: name')),
    version: required(textField(upload, 'version') ?? textAt(manifest, 'version'), 'version (in the request or composer.json)'),
    license: textAt(manifest, 'license') ?? licenseChoice(textsAt(manifest, 'license')),
    summary: textAt(manifest, 'description'),
    architectures: [],
    dependencies: [...dependencies('require', 'Runtime'), ...dependencies('require-dev', 'Development')],
    identifiers: {},
    numFiles: count,
  }
}

function validName(name: string): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(name))
    throw new UnreadableError(`composer.json: name ${JSON.stringify(name)} is not vendor/package`)
  return name
}

function dependency(name: string, wanted: string, type: DependencyType): Dependency {
  return { name, dep_type: platform.test(name) ? 'System' : type, ...constraint(wanted) }
}

/** A bare version is exact; stability flags and a wildcard's `x` make a range. */
function constraint(text: string): Constraint {
  return /@|\.x\b/.test(text) ? range(text) : comparison(text, '=')
}
