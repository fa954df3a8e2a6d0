import { readTar } from '../../../files/archive.ts'
import { limitsOfWhole } from '../../../files/limits.ts'
import { isTable, parseJsonTable, type Table } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { inTopFolder } from '../read.ts'

/** A cache of parsed tarballs, by their bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** The `package.json` of a package with the additions of npm's registry; the little that is known if its bytes are not here. */
export async function packageJsonOf(pkg: NativePackage): Promise<Table> {
  const { bytes } = pkg.files[0]
  if (bytes === undefined) return fromManifest(pkg)
  const there = known.get(bytes)
  if (there !== undefined) return there
  // If it cannot be read here, what is known is used.
  const read = readPackageJson(bytes).catch(() => fromManifest(pkg))
  known.set(bytes, read)
  return read
}

async function readPackageJson(bytes: Uint8Array): Promise<Table> {
  const wanted = (path: string) => ['package.json', 'npm-shrinkwrap.json', 'binding.gyp'].includes(path)
  const { files } = await readTar(bytes, wanted, { pathOf: inTopFolder, lastWins: true, limits: limitsOfWhole() })
  const json = parseJsonTable(files.get('package.json') ?? new Uint8Array(), 'package.json')
  const scripts = isTable(json.scripts) ? json.scripts : {}
  const isBuilt = files.has('binding.gyp') && json.gypfile !== false
  const isRun = ['preinstall', 'install', 'postinstall'].some((name) => Object.hasOwn(scripts, name))
  return {
    ...json,
    ...(typeof json.bin === 'string' && typeof json.name === 'string' ? { bin: { [nameInScope(json.name)]: json.bin } } : {}),
    ...(files.has('npm-shrinkwrap.json') ? { _hasShrinkwrap: true } : {}),
    ...(isRun || isBuilt ? { hasInstallScript: true } : {}),
  }
}

/** A name without its scope. */
export const nameInScope = (name: string): string => name.slice(name.indexOf('/') + 1)

/** The fields of `package.json`, and the dependency types that come from them. */
const fields = {
  dependencies: ['Runtime'],
  devDependencies: ['Development'],
  peerDependencies: ['Requires', 'Suggests'],
  optionalDependencies: ['Recommends'],
}

function fromManifest({ name, version, manifest }: NativePackage): Table {
  const { license, summary, dependencies = [] } = manifest ?? {}
  const lists = Object.entries(fields).map(([field, types]) => {
    const own = dependencies.filter(({ dep_type }) => types.includes(dep_type))
    return [field, Object.fromEntries(own.map((one) => [one.name, rangeOf(one)]))] as const
  })
  const optional = dependencies.flatMap((one) => (one.dep_type === 'Suggests' ? [[one.name, { optional: true }]] : []))
  const known = [...lists, ['peerDependenciesMeta', Object.fromEntries(optional)] as const].filter(
    ([, list]) => Object.keys(list).length > 0,
  )
  return { name, version, license, description: summary, ...Object.fromEntries(known) }
}

function rangeOf({ operator, version }: { readonly operator: string | null; readonly version: string | null }): string {
  if (version === null) return '*'
  return operator === 'matches' || operator === '=' ? version : `${operator ?? ''}${version}`
}
