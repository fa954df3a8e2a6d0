import { parse } from 'smol-toml'
import { onlyFile, readTar } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { entriesAt, textAt } from '../../files/tree.ts'
import { required } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import type { Constraint, Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'

const kinds: readonly (readonly [table: string, type: DependencyType])[] = [
  ['dependencies', 'Runtime'],
  ['build-dependencies', 'Compile'],
  ['dev-dependencies', 'Development'],
]

/**
 * Reads a Rust crate: `Cargo.toml` in the top folder of a gzipped tarball, as `cargo package` normalised it. Dependencies of a target
 * platform are listed with the others; a renamed one appears under the name of its package.
 *
 * @see https://doc.rust-lang.org/cargo/reference/manifest.html
 */
export async function readCargo({ file }: PackageUpload): Promise<Manifest> {
  const archive = await readTar(file.bytes, (path) => /^[^/]+\/Cargo\.toml$/.test(path))
  const manifest = parse(decodeUtf8(onlyFile(archive, 'Cargo.toml in its top folder')))
  const tables = [manifest, ...entriesAt(manifest, 'target').map(([, target]) => target)]
  return {
    name: required(textAt(manifest, 'package', 'name'), 'Cargo.toml: package.name'),
    version: required(textAt(manifest, 'package', 'version'), 'Cargo.toml: package.version'),
    // A slash was once the way to offer a choice.
    license: textAt(manifest, 'package', 'license')
      ?.split('/')
      .map((name) => name.trim())
      .join(' OR '),
    summary: textAt(manifest, 'package', 'description'),
    architectures: [],
    dependencies: tables.flatMap((table) =>
      kinds.flatMap(([key, type]) => entriesAt(table, key).map(([name, wanted]) => dependency(name, wanted, type))),
    ),
    identifiers: {},
    numFiles: archive.count,
  }
}

function dependency(key: string, wanted: unknown, dep_type: DependencyType): Dependency {
  const version = textAt(wanted) ?? textAt(wanted, 'version') ?? ''
  return { name: textAt(wanted, 'package') ?? key, dep_type, ...constraint(version) }
}

/** A bare version also admits the compatible ones after it, so it is a range. */
function constraint(text: string): Constraint {
  return /^\d/.test(text) ? range(text) : comparison(text, '=')
}
