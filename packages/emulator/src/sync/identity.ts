import { formatInfo } from '../catalogue/formats.ts'
import { nameOf, primaryFile, versionOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'

/**
 * What a repository may hold only once: format, name, version and architecture, for distributions their release, and the file name where
 * a format has many files of a version.
 */
export function identityOf({ content }: PackageRecord): string {
  const { format, facts, fields } = content
  const { hasDistributions, isPerFile } = formatInfo(format)
  return JSON.stringify([
    format,
    nameOf(content),
    versionOf(content),
    facts?.architectures ?? [],
    facts?.identifiers ?? {},
    hasDistributions ? fields.distribution : null,
    isPerFile ? (fields.filepath ?? primaryFile(content).filename) : null,
  ])
}

/** Another package of the repository with the same identity, that has been read and has not failed. */
export function findTwin(pkg: PackageRecord): PackageRecord | undefined {
  const identity = identityOf(pkg)
  return pkg.repository.packages
    .byName(nameOf(pkg.content) ?? '')
    .find((other) => other !== pkg && other.content.facts && other.sync.state !== 'failed' && identityOf(other) === identity)
}

/** The reason of a sync that failed because of a twin. Clients look for its last sentence. */
export function duplicateReason({ content }: PackageRecord): string {
  const what = [
    `the name '${nameOf(content)}'`,
    `version '${versionOf(content)}'`,
    ...(formatInfo(content.format).isPerFile ? [`filename '${primaryFile(content).filename}'`] : []),
  ]
  return `A package with ${what.join(', ')} already exists. Publishing it again needs the republish option. This package should be deleted.`
}
