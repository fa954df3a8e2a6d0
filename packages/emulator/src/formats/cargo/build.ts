import { stringify } from 'smol-toml'
import { gzip, tar } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link cargoCrate}: the content of its `Cargo.toml`. */
export interface CargoCrateOptions extends PackageOptions {
  /** Name to requirement, for example `1.0` (any 1.x) or `=1.0.3`. */
  dependencies?: Readonly<Record<string, string>>
  /** Dependencies that have to be enabled by a feature. */
  optionalDependencies?: Readonly<Record<string, string>>
  /** Dependencies on Windows only. */
  windowsDependencies?: Readonly<Record<string, string>>
  /** Build dependencies, name to requirement. */
  buildDependencies?: Readonly<Record<string, string>>
  /** Development dependencies, name to requirement. */
  devDependencies?: Readonly<Record<string, string>>
}

/** Builds a Rust crate like `cargo package`: a normalised `Cargo.toml`, and an empty library. */
export function cargoCrate(options: CargoCrateOptions): PackageFixture {
  const { name, version, license, description, files } = options
  const manifest = stringify({
    package: { edition: '2021', name, version, ...(license && { license }), ...(description && { description }) },
    ...tables('dependencies', { ...options.dependencies, ...optional(options.optionalDependencies) }),
    ...(options.windowsDependencies && { target: { 'cfg(windows)': tables('dependencies', options.windowsDependencies) } }),
    ...tables('build-dependencies', options.buildDependencies),
    ...tables('dev-dependencies', options.devDependencies),
  })
  const stem = `${name}-${version}`
  const contents = { 'Cargo.toml': `${manifest}\n`, 'src/lib.rs': '', ...files }
  return plainFixture('cargo', `${stem}.crate`, gzip(tar(inFolder(stem, contents))))
}

const optional = (dependencies: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, { version, optional: true }]))

function tables(key: string, dependencies: Readonly<Record<string, string | object>> = {}) {
  const entries = Object.entries(dependencies).map(([name, wanted]) => [
    name,
    typeof wanted === 'string' ? { version: wanted } : wanted,
  ])
  return entries.length > 0 ? { [key]: Object.fromEntries(entries) } : {}
}
