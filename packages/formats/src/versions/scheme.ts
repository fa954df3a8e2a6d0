import { compareText } from './order.ts'
import { comparing, comparisonsIn, type Order, type Range, type ReadTerm } from './range.ts'

/** Order and ranges of the versions of a format. */
export interface VersionScheme {
  /**
   * Below zero where the first is lower. A total order for all texts: what is no version of the format is ordered below every version, by
   * code unit. Zero for different spellings of one version.
   */
  compare(a: string, b: string): number
  /** Whether the text is a version of the format; longer ones than 256 characters are none. */
  isVersion(text: string): boolean
  /** A pre-release by the format's own rules; false for what is no version. */
  isPrerelease(version: string): boolean
  /**
   * Whether a version satisfies a requirement, by the format's own rules: npm's `>=1.0.0` leaves out `2.0.0-rc.1`, Debian's takes
   * `2.0~rc1`. undefined: cannot be decided, since the requirement is none of the format, the version is none, or more than a version
   * must be known.
   */
  satisfies(version: string, requirement: Requirement): boolean | undefined
}

/** A requirement as the API tells dependencies. */
export interface Requirement {
  /** One of the API's operators; `matches` means that `version` is a range in the format's own syntax. */
  readonly operator: string | null
  /** Any version will do where there is none. */
  readonly version: string | null
}

/** A requirement that was understood. */
export interface Reading {
  readonly namesPrerelease: boolean
  /** @param prereleases also what the format leaves out only because it is a pre-release */
  admits(version: string, prereleases: boolean): boolean | undefined
}

/** A scheme as this package itself knows it. */
export interface Scheme extends VersionScheme {
  /** Which of several versions that satisfy clients of the format take. */
  readonly taken: 'highest' | 'lowest'
  /** undefined where the requirement is none of the format. */
  read(requirement: Requirement): Reading | undefined
}

/** The requirements of a format. */
interface Requirements<Version extends {}> {
  /** A range in the format's own syntax. Default: comparisons that must all hold. */
  readonly range?: (text: string) => Range<Version> | undefined
  /** One comparison. Default: as the order has it. */
  readonly term?: ReadTerm<Version>
  /** Which of several versions that satisfy clients take. Default: the highest. */
  readonly taken?: Scheme['taken']
}

/** No version of any format is longer, and no reasonable range. */
const longest = { version: 256, range: 2000 }

/** Versions repeat from package to package, and a sort meets each of them many times: remember this many. */
const remembered = 10_000

/** Makes a scheme of an order and of what a requirement of the format means. */
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
