import type { Package } from '../generated/v1.ts'

/** Where a package is: what every operation on one package takes. */
export interface PackageRef {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slug of the repository. */
  readonly repo: string
  /** `slug_perm` of the package. Its `slug` serves too, but changes when the package moves. */
  readonly identifier: string
}

/** Where a package that the service answered with is. */
export const refOf = (pkg: Pick<Package, 'namespace' | 'repository' | 'slug_perm'>): PackageRef => ({
  owner: pkg.namespace,
  repo: pkg.repository,
  identifier: pkg.slug_perm,
})

/** A package in words, for messages: `npm lodash 4.17.21`. */
export const describePackage = (pkg: Pick<Package, 'format' | 'name' | 'version' | 'filename'>): string =>
  `${pkg.format} ${pkg.name ?? pkg.filename} ${pkg.version ?? ''}`.trim()
