import { formatInfo } from '../../catalogue/formats.ts'
import type { PackageFacts } from '../../format/types.ts'
import { genericPath } from '../../world/generic-path.ts'
import { nameOf, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { Offer } from './upstreams/offer.ts'

/** The comparison key for names of a format. */
export function nameKeyOf(format: string): (name: string) => string {
  const { native } = formatInfo(format)
  return (name) => native?.nameKey?.(name) ?? name.toLowerCase()
}

/** The comparison key for versions of a format. */
export function versionKeyOf(format: string): (version: string) => string {
  const { native } = formatInfo(format)
  return (version) => native?.versionKey?.(version) ?? version
}

/** The name that a format's clients use for a package. */
export function wholeName(format: string, facts: Pick<PackageFacts, 'name' | 'identifiers'>): string {
  return formatInfo(format).native?.naming?.whole(facts) ?? facts.name
}

/**
 * Keys that are equal for the same package: the path if the format has one, else name and version, with the main file's name if versions have
 * several, and the distribution if the format has any.
 */
export function keysOf(format: string) {
  const [nameKey, versionKey] = [nameKeyOf(format), versionKeyOf(format)]
  const { native: { severalOfVersion = false, filenameHoldsVersion = false } = {}, distributions } = formatInfo(format)
  const key = (name: string, version: string, filename: string, distribution: unknown) =>
    [
      nameKey(name),
      ...(filenameHoldsVersion ? [] : [versionKey(version)]),
      ...(severalOfVersion ? [filename.toLowerCase()] : []),
      ...(distributions === undefined ? [] : [String(distribution)]),
    ].join('\n')
  return {
    ofOffer: ({ entry: { name, version, files, fields = {} } }: Offer) =>
      genericPath({ format, fields }) ?? key(name, version, files[0].filename, fields.distribution),
    ofPackage: ({ content }: PackageRecord) => {
      const name = content.facts === undefined ? nameOf(content) : wholeName(format, content.facts)
      return (
        genericPath(content) ??
        key(name ?? '', versionOf(content) ?? '', content.files[0]?.filename ?? '', content.fields.distribution)
      )
    },
  }
}
