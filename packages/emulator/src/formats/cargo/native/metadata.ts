import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import { entriesAt, isTable, type Table, textAt } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { dependenciesIn } from './dependencies.ts'
import { cargoTomlOf } from './manifest.ts'

/** Where the index has a name, such as `se/rd/serde`. */
export function pathInIndex(name: string): string {
  const key = name.toLowerCase()
  if (key.length < 3) return `${key.length}/${key}`
  return key.length === 3 ? `3/${key[0]}/${key}` : `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`
}

/** The name that a path of the index has; nothing where that is in another place. */
export function nameInIndex(segments: readonly string[]): string | undefined {
  const name = segments.at(-1) ?? ''
  return name !== '' && pathInIndex(name) === segments.join('/') ? name : undefined
}

/** All versions of a name, each a line. @throws {Refusal} 404 */
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

/** What a package keeps of dependencies in other registries, which its `Cargo.toml` may not name. */
export const registriesField = 'dependency_registries'

/** Features that use a newer syntax stand aside, where an older cargo does not read them. */
function featuresOf(manifest: Table): object {
  const all = entriesAt(manifest, 'features')
  const isNew = (needs: unknown) => Array.isArray(needs) && needs.some((one) => /^dep:|\?\//.test(String(one)))
  const newer = all.filter(([, needs]) => isNew(needs))
  const features = Object.fromEntries(all.filter(([, needs]) => !isNew(needs)))
  return newer.length === 0 ? { features } : { features, features2: Object.fromEntries(newer), v: 2 }
}
