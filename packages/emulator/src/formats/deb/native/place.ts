import { textAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { debDistributions } from '../distributions.ts'

/** A release of a distribution, as requested by clients. */
export interface Release {
  readonly distro: string
  readonly release: string
}

/** The release that stands for all. */
export const anyRelease = 'any-version'

/** Whether a release is known: others only have indexes if there are packages for them. */
export function isKnown({ distro, release }: Release): boolean {
  const known = Object.hasOwn(debDistributions, distro) ? debDistributions[distro] : undefined
  return known !== undefined && Object.hasOwn(known.versions, release)
}

/** The distributions whose packages can be installed on a release, the most specific first. @see docs/service.md#distributions */
export function distributionsFor({ distro, release }: Release): readonly string[] {
  return [...new Set([`${distro}/${release}`, `${distro}/${anyRelease}`, `any-distro/${anyRelease}`])]
}

/** The distribution that a package is for. */
export const distributionOf = ({ fields }: Pick<NativePackage, 'fields'>): string =>
  textAt(fields.distribution) ?? `any-distro/${anyRelease}`

/** The component of a release that a package is in. */
export const componentOf = ({ manifest, fields }: NativePackage): string =>
  manifest?.identifiers.deb_component ?? textAt(fields.component) ?? 'main'

/** Whether it is a source package. */
export const isSource = ({ files: [{ filename }] }: NativePackage): boolean => /\.dsc$/i.test(filename)

/** The only architecture of a binary package; `all` stands for every one. */
export const architectureOf = ({ manifest, told }: NativePackage): string =>
  manifest?.architectures[0] ?? textAt(told, 'architecture') ?? 'all'

/** The folder with the files of a package, below that of the distribution. */
export function folderInPool(pkg: NativePackage): string {
  const { name, version } = pkg
  const [, release = anyRelease] = distributionOf(pkg).split('/')
  const key = name.toLowerCase()
  return ['pool', release, componentOf(pkg), key.slice(0, 1), key.slice(0, 2), `${name}_${version}`].join('/')
}

/** The parts of a path in the pool. */
export interface PoolPath {
  readonly release: string
  readonly name: string
  readonly version: string
  readonly filename: string
}

/** Parses a path below `pool`; undefined if {@link folderInPool} does not create such paths. */
export function poolPath(segments: readonly string[]): PoolPath | undefined {
  const [release, , , , folder = '', filename, ...more] = segments
  const end = folder.indexOf('_')
  if (release === undefined || filename === undefined || more.length > 0 || end < 0) return undefined
  return { release, name: folder.slice(0, end), version: folder.slice(end + 1), filename }
}

/** A file name that is safe in an index, where a line break would start another field. */
export const nameInIndex = (filename: string): string => filename.replace(/[\s\p{Cc}]/gu, '_')
