import semver from 'semver'
import { readTar } from '../../files/archive.ts'
import { compressionOf } from '../../files/compression.ts'
import { entriesAt, isTable, itemsAt, parseJsonTable, type Table, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * The dependency types of the fields of `package.json`; the service's own mapping is not documented. Optional peer dependencies are `Suggests`,
 * because npm does not install them.
 */
const dependencyFields: readonly (readonly [field: string, type: DependencyType])[] = [
  ['dependencies', 'Runtime'],
  ['devDependencies', 'Development'],
  ['peerDependencies', 'Requires'],
  ['optionalDependencies', 'Recommends'],
]

/**
 * Reads an npm tarball: `package.json` in a top folder, which is usually but not always named `package`.
 *
 * npm unpacks all top folders into one, so if there are several `package.json`, the last one is installed.
 *
 * @see npm's manual, `package.json`
 */
export async function readNpm({ file }: PackageUpload): Promise<Manifest> {
  const compression = compressionOf(file.bytes)
  if (compression && compression !== 'gzip')
    throw new UnreadableError(`the tarball is compressed with ${compression}, which npm does not read: use gzip`)
  const { count, files } = await readTar(file.bytes, (path) => path === 'package.json', { pathOf: inTopFolder, lastWins: true })
  const bytes = files.get('package.json')
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

/** The path without its first part, whatever that is, even a single dot. */
export function inTopFolder(name: string): string {
  return name
    .split('/')
    .slice(1)
    .filter((part) => part !== '')
    .join('/')
}

/** All names that npm has ever allowed; new names have to be in lower case and without `~'!()*`. */
function validName(name: string): string {
  const [, scope = '', own = ''] = /^(?:@([^/]+)\/)?([^/]+)$/.exec(name) ?? []
  const isPlain = [scope, own].every((part) => /^[\w.~!'()*-]*$/.test(part))
  const isTaken = ['node_modules', 'favicon.ico'].includes(name.toLowerCase())
  if (own === '' || !isPlain || own.startsWith('.') || /^[-_]/.test(name) || isTaken)
    throw new UnreadableError(`package.json: name ${JSON.stringify(name)} is not valid: use lower case letters, digits, - and _`)
  return name
}

/** Like npm on publishing: `v1.2.3` becomes `1.2.3`. */
function validVersion(version: string): string {
  const valid = semver.valid(version, { loose: true })
  if (!valid) throw new UnreadableError(`package.json: version ${JSON.stringify(version)} is not a semantic version`)
  return valid
}

/** A string today; in old packages objects `{ type, url }`, or `licenses`, which are a choice. */
function license(manifest: Table): string | undefined {
  const field = manifest.license === undefined ? 'licenses' : 'license'
  const declared = Array.isArray(manifest[field]) ? itemsAt(manifest, field) : [manifest[field]]
  return licenseChoice(declared.flatMap((item) => textAt(item) ?? textAt(item, 'type') ?? textAt(item, 'url') ?? []))
}

/** A dependency that is optional counts as optional only, even if it is listed elsewhere. */
function dependencies(manifest: Table, field: string, usual: DependencyType): Dependency[] {
  const optional = field === 'dependencies' ? entriesAt(manifest, 'optionalDependencies').map(([name]) => name) : []
  const entries = entriesAt(manifest, field).filter(([name]) => !optional.includes(name))
  const suggested = field === 'peerDependencies' ? optionalPeers(manifest) : []
  return entries.map(([name, wanted]) => {
    const dep_type = suggested.includes(name) ? 'Suggests' : usual
    return { name, dep_type, ...constraint(textAt(wanted) ?? '') }
  })
}

/** Peer dependencies that are optional according to `peerDependenciesMeta`. */
const optionalPeers = (manifest: Table): string[] =>
  entriesAt(manifest, 'peerDependenciesMeta').flatMap(([name, said]) => (isTable(said) && said.optional === true ? [name] : []))

/** npm writes exact versions bare; a bare `1`, `1.x` or `next` is a range or a tag. */
function constraint(text: string): Constraint {
  const isComparison = text === '' || text === '*' || /^[<>=]/.test(text) || semver.valid(text)
  return isComparison ? comparison(text, '=') : range(text)
}
