import { readZip } from '../../files/archive.ts'
import { entriesAt, parseJsonTable, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, comparison, range } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'

/** Platform packages: PHP, its extensions and libraries, Composer. */
const platform = /^(php(-.*)?|hhvm|(ext|lib)-.*|composer(-.*)?)$/

/** The dependency types of the fields of `composer.json`. */
const fields: readonly (readonly [field: string, type: DependencyType])[] = [
  ['require', 'Runtime'],
  ['require-dev', 'Development'],
  ['conflict', 'Conflicts'],
  ['replace', 'Replaces'],
  ['provide', 'Provides'],
  ['suggest', 'Suggests'],
]

/**
 * Reads a Composer package: `composer.json` at the root of a zip archive, else in its only top folder. The file rarely contains a version, because
 * that is the tag's; then the request has to. Platform requirements are `System`.
 *
 * @see https://getcomposer.org/doc/04-schema.md
 */
export function readComposer(upload: PackageUpload): Manifest {
  const tops = new Set<string>()
  const { count, files } = readZip(upload.file.bytes, (path) => {
    const [top = '', ...rest] = path.split('/')
    // A folder that macOS adds.
    if (top !== '__MACOSX') tops.add(rest.length > 0 ? `${top}/` : top)
    return /^([^/]+\/)?composer\.json$/.test(path)
  })
  const [top = ''] = tops
  const bytes = files.get('composer.json') ?? (tops.size === 1 ? files.get(`${top}composer.json`) : undefined)
  if (!bytes) throw new UnreadableError('the archive has no composer.json at its root or in its only top folder')
  const manifest = parseJsonTable(bytes, 'composer.json')
  return {
    name: validName(required(textAt(manifest, 'name'), 'composer.json: name')),
    version: validVersion(
      required(textField(upload, 'version') ?? textAt(manifest, 'version'), 'version (in the request or composer.json)'),
    ),
    license: textAt(manifest, 'license') ?? licenseChoice(textsAt(manifest, 'license')),
    summary: textAt(manifest, 'description'),
    architectures: [],
    dependencies: fields.flatMap(([field, type]) =>
      entriesAt(manifest, field).map(([name, wanted]) => dependency(name, textAt(wanted) ?? '', type)),
    ),
    identifiers: {},
    numFiles: count,
  }
}

function validName(name: string): string {
  if (!/^[a-z\d][\w.-]*\/[a-z\d][\w.-]*$/i.test(name))
    throw new UnreadableError(`composer.json: name ${JSON.stringify(name)} is not vendor/package`)
  return name
}

function validVersion(version: string): string {
  if (!schemeOfFormat('composer').isVersion(version))
    throw new UnreadableError(`the version ${JSON.stringify(version)} is not one that Composer understands`)
  return version
}

/** Suggestions have a reason in place of a version. */
function dependency(name: string, wanted: string, type: DependencyType): Dependency {
  const isRequired = type === 'Runtime' || type === 'Development'
  return {
    name,
    dep_type: isRequired && platform.test(name) ? 'System' : type,
    ...(type === 'Suggests' ? anyVersion : constraint(wanted)),
  }
}

/** A bare version is exact; stability flags and wildcards with `x` are ranges. */
function constraint(text: string): Constraint {
  return /@|\.x\b/.test(text) ? range(text) : comparison(text, '=')
}
