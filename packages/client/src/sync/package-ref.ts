import type { Package } from '../generated/v1.ts'

/** The location of a package: parameters that every operation on a single package takes. */
export interface PackageRef {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slug of the repository. */
  readonly repo: string
  /** `slug_perm` of the package. Its `slug` works too, but changes when the package is moved. */
  readonly identifier: string
}

/** The location of a package that the API returned. */
export const refOf = (pkg: Pick<Package, 'namespace' | 'repository' | 'slug_perm'>): PackageRef => ({
  owner: pkg.namespace,
  repo: pkg.repository,
  identifier: pkg.slug_perm,
})

/** Describes a package for messages: `npm lodash 4.17.21`. */
export const describePackage = (pkg: Pick<Package, 'format' | 'name' | 'version' | 'filename'>): string =>
  `${pkg.format} ${pkg.name ?? pkg.filename} ${pkg.version ?? ''}`.trim()
