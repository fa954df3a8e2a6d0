import semver from 'semver'
import { readTar } from './archive.ts'
import { comparison, range } from './constraint.ts'
import { decodeUtf8 } from './text.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from './types.ts'
import { required, UnreadableError } from './unreadable.ts'

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
  const manifest = parseManifest(bytes)
  return {
    name: validName(required(string(manifest.name), 'package.json: name')),
    version: validVersion(required(string(manifest.version), 'package.json: version')),
    license: license(manifest),
    summary: string(manifest.description),
    architectures: [],
    dependencies: dependencyFields.flatMap(([field, type]) => dependencies(manifest[field], type)),
    identifiers: {},
    numFiles: count,
  }
}

function parseManifest(bytes: Uint8Array): Record<string, unknown> {
  const manifest: unknown = JSON.parse(decodeUtf8(bytes))
  if (!isRecord(manifest)) throw new UnreadableError('package.json is not an object')
  return manifest
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

/** The string of today, or the objects of old: `{ type }` and `licenses`, which leaves the choice to the user. */
function license(manifest: Record<string, unknown>): string | undefined {
  const declared = manifest.license ?? manifest.licenses
  const names = (Array.isArray(declared) ? declared : [declared]).map((item) => string(isRecord(item) ? item.type : item))
  return names.filter((name) => name !== undefined).join(' OR ') || undefined
}

function dependencies(field: unknown, dep_type: DependencyType): Dependency[] {
  if (!isRecord(field)) return []
  return Object.entries(field).map(([name, wanted]) => ({ name, dep_type, ...constraint(string(wanted) ?? '') }))
}

/** npm writes an exact version bare; a bare `1`, `1.x` or `next` is a range or a tag. */
function constraint(text: string): Constraint {
  const isComparison = text === '' || text === '*' || /^[<>=]/.test(text) || semver.valid(text)
  return isComparison ? comparison(text, '=') : range(text)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function string(value: unknown): string | undefined {
  return (typeof value === 'string' && value.trim()) || undefined
}
