import { compareText } from './order.ts'
import { comparing, comparisonsIn, type Order, type Range, type ReadTerm } from './range.ts'

/** The order of a format's versions, and the meaning of its requirements. */
export interface VersionScheme {
  /**
   * Compares two versions; the result is negative if the first is lower, and zero for different spellings of the same version. This is a total order
   * of all strings: those that are not versions of the format come before all versions, ordered by code unit.
   */
  compare(a: string, b: string): number
  /** Whether a string is a version of the format. One of more than 256 characters is not. */
  isVersion(text: string): boolean
  /** Whether a version is a pre-release by the format's own rules; false if it is not a version. */
  isPrerelease(version: string): boolean
  /**
   * Whether a version satisfies a requirement, by the format's own rules: `>=1.0.0` does not accept `2.0.0-rc.1` in npm, but `2.0~rc1` in Debian.
   * Returns undefined if that cannot be decided: the format has no such requirement, the version is not one of the format, or more than the version
   * would have to be known.
   */
  satisfies(version: string, requirement: Requirement): boolean | undefined
}

/** A requirement of a dependency, as reported by the API. */
export interface Requirement {
  /** One of the API's operators; `matches` means that `version` is a range in the format's own syntax. */
  readonly operator: string | null
  /** Null or empty for any version. */
  readonly version: string | null
}

/** A requirement that was parsed. */
export interface Reading {
  readonly namesPrerelease: boolean
  /** @param prereleases whether to admit versions that the format only excludes because they are pre-releases */
  admits(version: string, prereleases: boolean): boolean | undefined
}

/** A scheme with what this package needs internally. */
export interface Scheme extends VersionScheme {
  /** Which of the versions that satisfy a requirement the format's clients choose. */
  readonly taken: 'highest' | 'lowest'
  /** Parses a requirement; undefined if the format has no such requirement. */
  read(requirement: Requirement): Reading | undefined
}

/** How a format interprets requirements. */
interface Requirements<Version extends {}> {
  /** Parses a range in the format's own syntax. Default: comparisons that must all be satisfied. */
  readonly range?: (text: string) => Range<Version> | undefined
  /** Parses a single comparison. Default: compares by the order. */
  readonly term?: ReadTerm<Version>
  /** Which of the versions that satisfy a requirement clients choose. Default: the highest. */
  readonly taken?: Scheme['taken']
}

/** No version of any format is longer, and no reasonable range. */
const longest = { version: 256, range: 2000 }

/** How many parsed versions are cached: versions recur in many packages, and sorting compares each of them many times. */
const remembered = 10_000

/** Creates a scheme from the order of a format's versions and its interpretation of requirements. */
export function defineScheme<Version extends {}>(order: Order<Version>, requirements: Requirements<Version> = {}): Scheme {
  const { term = comparing(order), taken = 'highest' } = requirements
  const { range = (text) => comparisonsIn(text, term) } = requirements
  const memo = new Map<string, Version | undefined>()

  function parse(text: string): Version | undefined {
    if (text.length > longest.version) return undefined
    if (memo.has(text)) return memo.get(text)
    if (memo.size >= remembered) memo.clear()
    const version = order.parse(text)
    memo.set(text, version)
    return version
  }

  function read({ operator, version }: Requirement): Reading | undefined {
    const wanted = version?.trim() ?? ''
    if (wanted === '') return { namesPrerelease: false, admits: () => true }
    const found = wanted.length > longest.range ? undefined : isRange(operator) ? range(wanted) : term(operator, wanted)
    const isItself = (text: string) => text === wanted && operator === '='
    if (!found) return operator === '=' ? { namesPrerelease: true, admits: (text) => isItself(text) || undefined } : undefined
    return {
      namesPrerelease: found.namesPrerelease,
      admits(text, prereleases) {
        const parsed = parse(text)
        return isItself(text) || (parsed === undefined ? undefined : found.admits(parsed, prereleases))
      },
    }
  }

  return {
    taken,
    read,
    isVersion: (text) => parse(text) !== undefined,
    compare(a, b) {
      const [left, right] = [parse(a), parse(b)]
      if (left !== undefined && right !== undefined) return order.compare(left, right)
      return left === undefined && right === undefined ? compareText(a, b) : left === undefined ? -1 : 1
    },
    isPrerelease(text) {
      const version = parse(text)
      return version !== undefined && order.isPrerelease(version)
    },
    satisfies: (version, requirement) => read(requirement)?.admits(version, false),
  }
}

const isRange = (operator: string | null): operator is 'matches' | null => operator === null || operator === 'matches'
