import semver from 'semver'
import { readTar } from '../../files/archive.ts'
import { entriesAt, itemsAt, parseJsonTable, type Table, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'

/** Which field of `package.json` is which kind of dependency; the service's own mapping is not documented. */
const dependencyFields: readonly (readonly [field: string, type: DependencyType])[] = [
  ['dependencies', 'Runtime'],
  ['devDependencies', 'Development'],
  ['peerDependencies', 'Requires'],
  ['optionalDependencies', 'Recommends'],
]

/**
 * Reads an npm tarball: `package.json` in its top folder, which is mostly but not always called `package`.
 *
 * @see npm's manual, `package.json`
 */
export async function readNpm({ file }: PackageUpload): Promise<Manifest> {
  const { count, files } = await readTar(file.bytes, (path) => /^[^/]+\/package\.json$/.test(path))
  const bytes = files.get('package/package.json') ?? [...files.values()][0]
  if (!bytes) throw new UnreadableError('the tarball has no package.json in its top folder')
  const manifest = parseJsonTable(bytes, 'package.json')
  return {
    name: validName(required(textAt(manifest, 'name'), 'package.json: name')),
    version: validVersion(required(textAt(manifest, 'version'), 'package.json: version')),
    license: license(manifest),
    summary: textAt(manifest, 'description'),
    architectures: [],
    dependencies: dependencyFields.flatMap(([field, type]) => dependencies(manifest, field, type)),
    identifiers: {},
    numFiles: count,
  }
}

function validName(name: string): string {
  if (!/^(@[^/@\s]+\/)?[^/@\s]+$/.test(name)) throw new UnreadableError(`package.json: name ${JSON.stringify(name)} is not valid`)
  return name
}

/** As npm does on publishing: `v1.2.3` becomes `1.2.3`. */
function validVersion(version: string): string {
  const valid = semver.valid(version, { loose: true })
  if (!valid) throw new UnreadableError(`package.json: version ${JSON.stringify(version)} is not a semantic version`)
  return valid
}

/** The string of today, or the objects of old, `{ type, url }` and `licenses`, which leaves the choice to the user. */
function license(manifest: Table): string | undefined {
  const field = manifest.license === undefined ? 'licenses' : 'license'
  const declared = Array.isArray(manifest[field]) ? itemsAt(manifest, field) : [manifest[field]]
  return licenseChoice(declared.flatMap((item) => textAt(item) ?? textAt(item, 'type') ?? textAt(item, 'url') ?? []))
}

function dependencies(manifest: Table, field: string, dep_type: DependencyType): Dependency[] {
  return entriesAt(manifest, field).map(([name, wanted]) => ({ name, dep_type, ...constraint(textAt(wanted) ?? '') }))
}

/** npm writes an exact version bare; a bare `1`, `1.x` or `next` is a range or a tag. */
function constraint(text: string): Constraint {
  const isComparison = text === '' || text === '*' || /^[<>=]/.test(text) || semver.valid(text)
  return isComparison ? comparison(text, '=') : range(text)
}
