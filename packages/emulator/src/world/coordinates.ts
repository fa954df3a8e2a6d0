import { type Coordinates, keyOf } from '@cloudsmith-sdk/formats'
import { formatInfo } from '../catalogue/formats.ts'
import type { PackageType } from '../format/package-types.ts'
import { genericPath } from './generic-path.ts'
import { type Content, nameOf, primaryFile, versionOf } from './package.ts'
import { releaseOf } from './release.ts'

/** What distinguishes a package from others in its repository, as far as it is known. @see docs/service.md#identity */
export function coordinatesOf(content: Content): Coordinates {
  const { format, facts } = content
  const release = releaseOf(content)
  return {
    format,
    name: nameOf(content),
    version: versionOf(content),
    filename: genericPath(content) ?? primaryFile(content).filename,
    distribution: release && `${release.distribution.slug}/${release.version.slug}`,
    architectures: facts?.architectures,
    type: packageTypeOf(content),
    identifiers: facts?.identifiers,
  }
}

/** The identity as a text, which is unique in a repository; undefined until the files have been read. Computed once for all copies. */
export function identityOf(content: Content): string | undefined {
  if (content.facts !== undefined) content.identity ??= keyOf(coordinatesOf(content))
  return content.identity
}

/** The type of a package: binary, or source. @see docs/service.md#identity */
export function packageTypeOf(content: Content): PackageType {
  const { format, facts } = content
  const { filename } = primaryFile(content)
  const isSource = formatInfo(format).isSource?.(filename, facts?.architectures ?? [])
  return isSource ? 'source' : 'binary'
}
