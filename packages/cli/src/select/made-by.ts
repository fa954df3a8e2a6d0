import { any, field, type Package, type Query } from '@cloudsmith-sdk/client'
import { UsageError } from '../core/usage-error.ts'

/** A build or commit that packages may be marked with, and the query for it, which finds too much. */
export interface Mark {
  readonly query: Query
  /** How messages describe it. */
  readonly said: string
  isOn(row: Package): boolean
}

/**
 * Matches packages with a build number as a tag, or in their version after major, minor and patch.
 *
 * @throws {UsageError} it is empty, like a variable that is not set
 */
export function buildMark(build: string): Mark {
  requireText('--build', build)
  return {
    said: build,
    query: any(field.tag(build), field.version.matches(`*${build}*`)),
    isOn: (row) => tagsOf(row).includes(build) || between(madeOf(row)).includes(between(build)),
  }
}

/**
 * Matches packages with a commit as a tag or as a part of their version, in full or abbreviated to 7 or more digits, also with the `g` of
 * `git describe` before it.
 *
 * @throws {UsageError} it is empty, or not a commit
 */
export function commitMark(commit: string): Mark {
  requireText('--commit', commit)
  const sha = commit.toLowerCase()
  if (!/^[0-9a-f]{7,64}$/.test(sha))
    throw new UsageError(`--commit ${JSON.stringify(commit)} is not a commit: write 7 or more hex digits.`)
  const short = sha.slice(0, shortest)
  const isSame = (text: string) => {
    const other = text.toLowerCase().replace(/^g(?=[0-9a-f])/, '')
    return other.length >= shortest && /^[0-9a-f]+$/.test(other) && (sha.startsWith(other) || other.startsWith(sha))
  }
  return {
    said: commit,
    query: any(field.tag.contains(short), field.version.matches(`*${short}*`)),
    isOn: (row) => tagsOf(row).some(isSame) || between(madeOf(row)).split('.').some(isSame),
  }
}

/** Minimum number of digits of an abbreviated commit. */
const shortest = 7

function requireText(flag: string, said: string): void {
  if (said.trim() === '') throw new UsageError(`${flag} needs a value, and the one given is empty.`)
}

const tagsOf = ({ tags }: Package): readonly string[] => Object.values(tags).flat()

/** Major, minor and patch do not count: 1.42.0 has nothing to do with build 42. */
const core = /^v?\d+(\.\d+){0,2}(?![^.+_-])/

const madeOf = ({ version }: Package): string => version?.replace(core, '') ?? ''

/** Uses the same separator before and after every part. */
const between = (text: string): string => `.${text.replace(/[-+_~]/g, '.')}.`
