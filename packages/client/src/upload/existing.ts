import type { Package } from '../generated/v1.ts'
import { describePackage } from '../sync/package-ref.ts'
import { candidates, type Pushed, settled } from './candidates.ts'
import { AlreadyExistsError } from './errors.ts'
import { type ComparedFile, compareBytes, mayBe, surelyIs } from './same-package.ts'

/**
 * Finds the package to be pushed if it already exists, and waits for its synchronisation if necessary.
 *
 * @throws {AlreadyExistsError} it exists with different bytes, as far as its file name and the push parameters show; other conflicts are left to
 * the service
 */
export async function findExisting(pushed: Pushed): Promise<Package | undefined> {
  const files = await pushed.files()
  let other: Package | undefined
  for (const row of await candidates(pushed)) {
    const pkg = await settled(pushed, row)
    if (pkg === undefined || pkg.is_sync_failed || !mayBe(pkg, pushed)) continue
    if (compareBytes(pkg, files) === 'same') return pkg
    if (surelyIs(pkg, pushed)) other ??= pkg
  }
  if (other !== undefined) throw differs(other, files)
  return undefined
}

/**
 * Finds the package of which the service says that the push is a duplicate, if it has the same bytes.
 *
 * @throws {AlreadyExistsError} it has different bytes
 */
export async function findTwin(pushed: Pushed, failed: Package): Promise<Package | undefined> {
  const files = await pushed.files()
  const isNamed = (pkg: Package) => pkg.name === failed.name && pkg.version === failed.version
  let other: Package | undefined
  for (const row of await candidates(pushed, failed)) {
    const pkg = row.slug_perm === failed.slug_perm ? undefined : await settled(pushed, row)
    if (pkg === undefined || pkg.is_sync_failed) continue
    if (compareBytes(pkg, files) === 'same') return pkg
    if (isNamed(pkg)) other ??= pkg
  }
  if (other !== undefined) throw differs(other, files)
  return undefined
}

function differs(pkg: Package, files: readonly ComparedFile[]): AlreadyExistsError {
  const [main, ...further] = files
  const isMain = main !== undefined && pkg.checksum_sha256?.toLowerCase() !== main.sha256
  const there = new Map(pkg.files.map(({ filename, checksum_sha256 }) => [filename, checksum_sha256?.toLowerCase()]))
  const file = isMain ? main : further.find(({ sha256 }) => ![...there.values()].includes(sha256))
  const { filename = '', sha256: pushed = '' } = file ?? {}
  const existing = (isMain ? pkg.checksum_sha256?.toLowerCase() : there.get(filename)) ?? undefined
  const found = existing === undefined ? 'missing' : `SHA-256 ${existing}`
  const message =
    `${describePackage(pkg)} is already in ${pkg.repository} (${pkg.slug_perm}) with different bytes: ${filename} is ${found} there, ` +
    `but SHA-256 ${pushed} here. Push another version, or replace it with ifExists: 'replace'.`
  return new AlreadyExistsError(message, { package: pkg, filename, pushed, existing })
}
