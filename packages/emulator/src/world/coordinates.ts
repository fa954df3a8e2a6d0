import { type Coordinates, keyOf } from '@cloudsmith-sdk/formats'
import { formatInfo } from '../catalogue/formats.ts'
import type { PackageType } from '../format/package-types.ts'
import { genericPath } from './generic-path.ts'
import { type Content, nameOf, primaryFile, versionOf } from './package.ts'
import { releaseOf } from './release.ts'

/** What tells a package apart from others of its repository, as far as it is known. @see docs/service.md#identity */
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

/** What a repository may hold only once, as a text; none until the files have been read. It is made once for all copies. */
export function identityOf(content: Content): string | undefined {
  if (content.facts !== undefined) content.identity ??= keyOf(coordinatesOf(content))
  return content.identity
}

/** What a package is: built, or what others are built from. @see docs/service.md#identity */
export function packageTypeOf(content: Content): PackageType {
  const { format, facts } = content
  const { filename } = primaryFile(content)
  const isSource = formatInfo(format).isSource?.(filename, facts?.architectures ?? [])
  return isSource ? 'source' : 'binary'
}
