import type { NativeRepository } from '../../../format/native.ts'
import type { Index, ReleaseIndexes } from './indexes.ts'
import type { Release } from './place.ts'

/** The checksums by which clients request an index, the strongest last. */
const kinds = [
  ['MD5Sum', 'md5'],
  ['SHA256', 'sha256'],
] as const

/** The path under which an index is cached, and by which it is requested by its checksum. */
export const byHashName = (kind: string, hash: string): string => `by-hash/${kind}/${hash}`

/** Caches indexes, because a client that has read a `Release` file requests them by their checksums, whatever has changed since. */
export function keepInMind({ indexes }: ReleaseIndexes, { memory }: Pick<NativeRepository, 'memory'>): void {
  for (const index of indexes) for (const [kind, field] of kinds) memory.keep(byHashName(kind, index[field]), index.bytes)
}

/** The current index with a checksum. */
export const indexByHash = (kind: string, hash: string, indexes: readonly Index[]): Index | undefined => {
  const field = kinds.find(([name]) => name === kind)?.[1]
  return field === undefined ? undefined : indexes.find((index) => index[field] === hash)
}

/**
 * The text of `Release`. It has no expiry date, because clients with another clock would refuse it.
 *
 * @param at milliseconds since 1970; apt refuses releases from the future
 * @see https://wiki.debian.org/DebianRepository/Format#A.22Release.22_files
 */
export function releaseText(
  { release }: Release,
  { components, architectures, indexes }: ReleaseIndexes,
  { owner, repo }: Pick<NativeRepository, 'owner' | 'repo'>,
  at: number,
): string {
  const lists = kinds.map(([name, field]) => {
    const lines = indexes.map((index) => ` ${index[field]} ${index.bytes.length} ${index.path}`)
    return `${name}:\n${lines.join('\n')}`
  })
  const lines = [
    `Origin: cloudsmith/${owner}/${repo}`,
    `Label: ${owner}/${repo}`,
    `Suite: ${release}`,
    `Codename: ${release}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', 'UTC')}`,
    `Architectures: ${architectures.join(' ')}`,
    `Components: ${components.join(' ')}`,
    `Description: Packages of ${owner}/${repo}`,
    'Acquire-By-Hash: yes',
    ...lists,
  ]
  return `${lines.join('\n')}\n`
}
