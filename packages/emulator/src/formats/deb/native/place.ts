import { textAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { debDistributions } from '../distributions.ts'

/** A release of a distribution, as its packages are asked for. */
export interface Release {
  readonly distro: string
  readonly release: string
}

/** The release that stands for all. */
export const anyRelease = 'any-version'

/** Whether a release is known: others have an index only where packages are for them. */
export function isKnown({ distro, release }: Release): boolean {
  const known = Object.hasOwn(debDistributions, distro) ? debDistributions[distro] : undefined
  return known !== undefined && Object.hasOwn(known.versions, release)
}

/** For what packages may be that are installed on a release, what is for it alone first. @see docs/service.md#distributions */
export function distributionsFor({ distro, release }: Release): readonly string[] {
  return [...new Set([`${distro}/${release}`, `${distro}/${anyRelease}`, `any-distro/${anyRelease}`])]
}

/** For what a package is. */
export const distributionOf = ({ fields }: Pick<NativePackage, 'fields'>): string =>
  textAt(fields.distribution) ?? `any-distro/${anyRelease}`

/** The part of a release that a package is in. */
export const componentOf = ({ manifest, fields }: NativePackage): string =>
  manifest?.identifiers.deb_component ?? textAt(fields.component) ?? 'main'

/** Whether a package is what others are built from. */
export const isSource = ({ files: [{ filename }] }: NativePackage): boolean => /\.dsc$/i.test(filename)

/** The one architecture of a binary package; `all` is for every one. */
export const architectureOf = ({ manifest, told }: NativePackage): string =>
  manifest?.architectures[0] ?? textAt(told, 'architecture') ?? 'all'

/** The folder in which the files of a package are, below that of the distribution. */
export function folderInPool(pkg: NativePackage): string {
  const { name, version } = pkg
  const [, release = anyRelease] = distributionOf(pkg).split('/')
  const key = name.toLowerCase()
  return ['pool', release, componentOf(pkg), key.slice(0, 1), key.slice(0, 2), `${name}_${version}`].join('/')
}

/** What of a package a path in the pool names. */
export interface PoolPath {
  readonly release: string
  readonly name: string
  readonly version: string
  readonly filename: string
}

/** Reads a path below `pool`; nothing for one that {@link folderInPool} does not make. */
export function poolPath(segments: readonly string[]): PoolPath | undefined {
  const [release, , , , folder = '', filename, ...more] = segments
  const end = folder.indexOf('_')
  if (release === undefined || filename === undefined || more.length > 0 || end < 0) return undefined
  return { release, name: folder.slice(0, end), version: folder.slice(end + 1), filename }
}

/** A file's name as indexes can have it: what breaks a line would begin another field. */
export const nameInIndex = (filename: string): string => filename.replace(/[\s\p{Cc}]/gu, '_')
