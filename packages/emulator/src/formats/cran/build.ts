import { gzip, tar } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions } from '../../format/package-fixture.ts'

/** Options of {@link cranPackage}: the content of its `DESCRIPTION`. */
export interface CranPackageOptions extends PackageOptions {
  /** As in the file, for example `R (>= 4.1), methods`. */
  depends?: string
  /** As in the file, for example `utils`. */
  imports?: string
  /** As in the file, for example `testthat (>= 3.0.0)`. */
  suggests?: string
  /** For binary packages; a field of the upload request. */
  architecture?: string
  /** The version of R that a binary package is for, for example `4.4`; a field of the upload request. */
  rVersion?: string
}

/** Builds an R source package like `R CMD build`. */
export function cranPackage({ name, version, license = 'MIT', files, ...options }: CranPackageOptions): PackageFixture {
  const { architecture, rVersion } = options
  const lines = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Title: ${options.description ?? name}`,
    `License: ${license}`,
    ...(options.depends === undefined ? [] : [`Depends: ${options.depends}`]),
    ...(options.imports === undefined ? [] : [`Imports: ${options.imports}`]),
    ...(options.suggests === undefined ? [] : [`Suggests: ${options.suggests}`]),
  ]
  const contents = { DESCRIPTION: `${lines.join('\n')}\n`, NAMESPACE: '', ...files }
  return {
    format: 'cran',
    filename: `${name}_${version}.tar.gz`,
    bytes: gzip(tar(inFolder(name, contents))),
    fields: { ...(architecture && { architecture }), ...(rVersion && { r_version: rVersion }) },
    extra: {},
  }
}
