import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import { entriesAt, isTable, type Table, textAt } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { dependenciesIn } from './dependencies.ts'
import { cargoTomlOf } from './manifest.ts'

/** The path of a name in the index, such as `se/rd/serde`. */
export function pathInIndex(name: string): string {
  const key = name.toLowerCase()
  if (key.length < 3) return `${key.length}/${key}`
  return key.length === 3 ? `3/${key[0]}/${key}` : `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`
}

/** The name at a path of the index; undefined if it belongs to another path. */
export function nameInIndex(segments: readonly string[]): string | undefined {
  const name = segments.at(-1) ?? ''
  return name !== '' && pathInIndex(name) === segments.join('/') ? name : undefined
}

/** All versions of a name, one line each. @throws {Refusal} 404 */
export async function indexOf(name: string, repository: NativeRepository): Promise<Reply> {
  const packages = await repository.find(name)
  if (packages.length === 0) throw notFound()
  const lines = await Promise.all(packages.map(async (pkg) => `${JSON.stringify(await lineOf(pkg))}\n`))
  return { status: 200, raw: lines.join(''), headers: { 'Content-Type': 'text/plain' } }
}

async function lineOf(pkg: NativePackage): Promise<object> {
  if (pkg.home === 'upstream' && isTable(pkg.told)) return pkg.told
  const manifest = await cargoTomlOf(pkg)
  const elsewhere = isTable(pkg.fields[registriesField]) ? pkg.fields[registriesField] : {}
  const rustVersion = textAt(manifest, 'package', 'rust-version')
  return {
    name: pkg.name,
    vers: pkg.version,
    deps: dependenciesIn(manifest, (name) => textAt(elsewhere, name) ?? null),
    cksum: pkg.files[0].checksums.sha256,
    ...featuresOf(manifest),
    yanked: pkg.notes.yanked !== undefined,
    links: textAt(manifest, 'package', 'links') ?? null,
    ...(rustVersion === undefined ? {} : { rust_version: rustVersion }),
  }
}

/** The field that stores which dependencies are in other registries, because `Cargo.toml` may not name them. */
export const registriesField = 'dependency_registries'

/** Features with a newer syntax are in a separate field, which older versions of cargo do not read. */
function featuresOf(manifest: Table): object {
  const all = entriesAt(manifest, 'features')
  const isNew = (needs: unknown) => Array.isArray(needs) && needs.some((one) => /^dep:|\?\//.test(String(one)))
  const newer = all.filter(([, needs]) => isNew(needs))
  const features = Object.fromEntries(all.filter(([, needs]) => !isNew(needs)))
  return newer.length === 0 ? { features } : { features, features2: Object.fromEntries(newer), v: 2 }
}
