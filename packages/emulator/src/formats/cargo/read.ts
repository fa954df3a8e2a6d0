import { readTar } from '../../files/archive.ts'
import { compressionOf } from '../../files/compression.ts'
import { parseTomlTable } from '../../files/toml.ts'
import { entriesAt, isTable, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'

const kinds: readonly (readonly [table: string, type: DependencyType])[] = [
  ['dependencies', 'Runtime'],
  ['build-dependencies', 'Compile'],
  ['dev-dependencies', 'Development'],
  // Old spellings.
  ['build_dependencies', 'Compile'],
  ['dev_dependencies', 'Development'],
]

/**
 * Reads a Rust crate: the `Cargo.toml` that `cargo package` has normalised, in the folder `name-version` of a gzipped tarball; cargo accepts nothing
 * next to that folder. Dependencies of target platforms are included, because cargo resolves them everywhere. Optional dependencies are `Suggests`; a
 * renamed dependency has the name of its package.
 *
 * @see https://doc.rust-lang.org/cargo/reference/manifest.html
 */
export async function readCargo({ file }: PackageUpload): Promise<Manifest> {
  if (compressionOf(file.bytes) !== 'gzip')
    throw new UnreadableError('the crate is not compressed with gzip: build it with cargo package')
  const folders = new Set<string>()
  const { count, files } = await readTar(file.bytes, (path) => {
    const [folder = '', ...rest] = path.split('/')
    folders.add(rest.length > 0 ? `${folder}/` : folder)
    return rest.length === 1 && rest[0] === 'Cargo.toml'
  })
  const [folder = ''] = folders
  const bytes = files.get(`${folder}Cargo.toml`)
  if (!bytes || folders.size > 1)
    throw new UnreadableError(
      `the crate has ${bytes ? 'more than the folder that' : 'no folder with a Cargo.toml, which'} cargo package makes`,
    )
  const manifest = parseTomlTable(bytes, 'Cargo.toml')
  const field = (name: string) => textAt(manifest, 'package', name) ?? textAt(manifest, 'project', name)
  const name = validName(required(field('name'), 'Cargo.toml: package.name'))
  const version = validVersion(required(field('version'), 'Cargo.toml: package.version'))
  if (folder !== `${name}-${version}/`)
    throw new UnreadableError(
      `Cargo.toml is in the folder ${JSON.stringify(folder)}, where cargo does not look for ${name} ${version}`,
    )
  const tables = [manifest, ...entriesAt(manifest, 'target').map(([, target]) => target)]
  return {
    name,
    version,
    // A slash used to separate alternatives.
    license: field('license')
      ?.split('/')
      .map((name) => name.trim())
      .join(' OR '),
    summary: field('description'),
    architectures: [],
    dependencies: tables.flatMap((table) =>
      kinds.flatMap(([key, type]) => entriesAt(table, key).map(([name, wanted]) => dependency(name, wanted, type))),
    ),
    identifiers: {},
    numFiles: count,
  }
}

function validName(name: string): string {
  if (!/^[\p{XID_Start}_][\p{XID_Continue}-]*$/u.test(name))
    throw new UnreadableError(`Cargo.toml: name ${JSON.stringify(name)} is not valid: use letters, digits, - and _`)
  return name
}

function validVersion(version: string): string {
  if (!schemeOfFormat('cargo').isVersion(version))
    throw new UnreadableError(`Cargo.toml: version ${JSON.stringify(version)} is not a semantic version`)
  return version
}

function dependency(key: string, wanted: unknown, usual: DependencyType): Dependency {
  const dep_type = isTable(wanted) && wanted.optional === true && usual !== 'Development' ? 'Suggests' : usual
  const version = textAt(wanted) ?? textAt(wanted, 'version') ?? ''
  return { name: textAt(wanted, 'package') ?? key, dep_type, ...constraint(version) }
}

/** A bare version also allows later compatible ones, so it is a range. */
function constraint(text: string): Constraint {
  return /^\d/.test(text) ? range(text) : comparison(text, '=')
}
