import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { packagesEntry } from './packages.ts'
import { architectureOf, componentOf, distributionOf, distributionsFor, folderInPool, isSource, type Release } from './place.ts'
import { sourcesEntry } from './sources.ts'

/** An index of a release, as listed in its `Release` file. */
export interface Index {
  /** Path below the release. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly md5: string
  readonly sha256: string
}

/** The indexes of a release. */
export interface ReleaseIndexes {
  readonly components: readonly string[]
  readonly architectures: readonly string[]
  readonly indexes: readonly Index[]
}

/** Architectures that have an index even if it is empty. Packages for all architectures are in each of them. */
const usual = ['all', 'amd64', 'arm64', 'armhf', 'i386']

/** The packages that can be installed on a release, each once: packages for this release take precedence over those for others as well. */
export async function packagesFor(release: Release, repository: NativeRepository): Promise<readonly NativePackage[]> {
  const byPath = new Map<string, NativePackage>()
  const all = await repository.everything()
  for (const distribution of distributionsFor(release)) {
    for (const pkg of all) {
      const path = `${folderInPool(pkg)}/${pkg.files[0].filename}`
      if (distributionOf(pkg) === distribution && !byPath.has(path)) byPath.set(path, pkg)
    }
  }
  const { compare } = schemeOfFormat('deb')
  const order = (a: NativePackage, b: NativePackage) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : compare(a.version, b.version)
  return [...byPath.values()].toSorted(order)
}

/** Creates all indexes of a release. The same packages give the same bytes. */
export async function indexesOf(packages: readonly NativePackage[]): Promise<ReleaseIndexes> {
  const sources = packages.filter(isSource)
  const binaries = packages.filter((pkg) => !isSource(pkg))
  const components = [...new Set(['main', ...packages.map(componentOf)])].toSorted()
  const architectures = [...new Set([...usual, ...binaries.map(architectureOf)])].toSorted()
  const entries = new Map(await Promise.all(binaries.map(async (pkg) => [pkg, await packagesEntry(pkg)] as const)))
  const indexes = components.flatMap((component) => {
    const here = (pkg: NativePackage) => componentOf(pkg) === component
    const forOne = (architecture: string) => (pkg: NativePackage) =>
      here(pkg) && (architectureOf(pkg) === architecture || architectureOf(pkg) === 'all')
    const lists = architectures.flatMap((architecture) => {
      const found = binaries.filter(forOne(architecture))
      const isForInstaller = ({ files: [{ filename }] }: NativePackage) => filename.endsWith('.udeb')
      const text = (some: readonly NativePackage[]) => some.map((pkg) => entries.get(pkg)).join('\n')
      const installer = found.filter(isForInstaller)
      return [
        [`${component}/binary-${architecture}/Packages`, text(found.filter((pkg) => !isForInstaller(pkg)))] as const,
        ...(installer.length === 0
          ? []
          : [[`${component}/debian-installer/binary-${architecture}/Packages`, text(installer)] as const]),
      ]
    })
    return [...lists, [`${component}/source/Sources`, sources.filter(here).map(sourcesEntry).join('\n')] as const]
  })
  return { components, architectures, indexes: indexes.flatMap(([path, text]) => bothOf(path, text)) }
}

/** An index, uncompressed and compressed. */
function bothOf(path: string, text: string): Index[] {
  const bytes = new TextEncoder().encode(text)
  return [indexAt(path, bytes), indexAt(`${path}.gz`, new Uint8Array(gzipSync(bytes)))]
}

const indexAt = (path: string, bytes: Uint8Array): Index => ({
  path,
  bytes,
  md5: createHash('md5').update(bytes).digest('hex'),
  sha256: createHash('sha256').update(bytes).digest('hex'),
})
