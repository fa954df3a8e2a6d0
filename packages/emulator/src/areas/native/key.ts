import { formatInfo } from '../../catalogue/formats.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { Offer } from './upstreams/offer.ts'

/** How names of a format are compared. */
export function nameKeyOf(format: string): (name: string) => string {
  const { native } = formatInfo(format)
  return (name) => native?.nameKey?.(name) ?? name.toLowerCase()
}

/**
 * What is one and the same package of a format: its name and version, or its name and that of its main file where versions have several. The
 * name of a file holds the version, which an upstream may write otherwise than the file does.
 */
export function keysOf(format: string) {
  const nameKey = nameKeyOf(format)
  const isByFile = formatInfo(format).native?.severalOfVersion === true
  const key = (name: string, version: string, filename: string) =>
    [nameKey(name), isByFile ? filename.toLowerCase() : version].join('\n')
  return {
    ofOffer: ({ entry: { name, version, files } }: Offer) => key(name, version, files[0].filename),
    ofPackage: ({ content: { facts, files } }: PackageRecord) =>
      key(facts?.name ?? '', facts?.version ?? '', files[0]?.filename ?? ''),
  }
}
