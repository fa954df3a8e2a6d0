/** How the versions of a format are parsed and ordered. */
export interface Order<Version extends {}> {
  /** Parses a version; undefined if it is not one. */
  parse(text: string): Version | undefined
  compare(a: Version, b: Version): number
  isPrerelease(version: Version): boolean
}

/** The versions that a requirement admits. */
export interface Range<Version> {
  /**
   * Whether the range admits a version; undefined if that depends on more than the version.
   *
   * @param prereleases whether to admit versions that the format only excludes because they are pre-releases
   */
  admits(version: Version, prereleases: boolean): boolean | undefined
  /** Whether the requirement asks for pre-releases, by naming one as its lower bound. */
  readonly namesPrerelease: boolean
}

type MaybeRange<Version> = Range<Version> | undefined

/** Parses a single comparison, such as `>=` and `1.0`; undefined if there is no such comparison. */
export type ReadTerm<Version> = (operator: string, version: string) => MaybeRange<Version>

export const anyVersion: Range<unknown> = { admits: () => true, namesPrerelease: false }

/** A range that is decided by a test alone, whether or not a version is a pre-release. */
export const when = <Version>(test: (version: Version) => boolean | undefined, namesPrerelease = false): Range<Version> => ({
  admits: test,
  namesPrerelease,
})

/** The intersection of ranges; undefined if one of them could not be parsed. */
export function every<Version>(ranges: readonly MaybeRange<Version>[]): MaybeRange<Version> {
  return joined(ranges, (known, version, prereleases) => conjunction(known.map((range) => range.admits(version, prereleases))))
}

/** The union of ranges; undefined if one of them could not be parsed. */
export function some<Version>(ranges: readonly MaybeRange<Version>[]): MaybeRange<Version> {
  return joined(ranges, (known, version, prereleases) => {
    const refused = conjunction(known.map((range) => negated(range.admits(version, prereleases))))
    return negated(refused)
  })
}

export function not<Version>(range: MaybeRange<Version>): MaybeRange<Version> {
  return range && when((version) => negated(range.admits(version, true)))
}

/** False if one of the answers is false, or else undefined if one is undefined, or else true. */
export function conjunction(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true
}

const negated = (answer: boolean | undefined) => (answer === undefined ? undefined : !answer)

function joined<Version>(
  ranges: readonly MaybeRange<Version>[],
  admits: (known: readonly Range<Version>[], version: Version, prereleases: boolean) => boolean | undefined,
): MaybeRange<Version> {
  const known = ranges.filter((range) => range !== undefined)
  if (known.length < ranges.length || known.length === 0) return undefined
  return {
    admits: (version, prereleases) => admits(known, version, prereleases),
    namesPrerelease: known.some((range) => range.namesPrerelease),
  }
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '': (order) => order === 0,
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** Operators that do not ask for a pre-release: an upper bound such as `<2.0-0` excludes pre-releases. */
const opposing = ['!=', '<', '<<', '<=']

/**
 * Comparisons by an order; without an operator, they test for equality.
 *
 * @param compare how requirements are compared, if not by the order itself
 */
export function comparing<Version extends {}>(
  order: Order<Version>,
  compare: (version: Version, wanted: Version) => number = order.compare,
): ReadTerm<Version> {
  return (operator, text) => {
    const holds = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined
    const wanted = order.parse(text)
    if (!holds || wanted === undefined) return undefined
    const names = !opposing.includes(operator) && order.isPrerelease(wanted)
    return when((version) => holds(compare(version, wanted)), names)
  }
}

/** The range from one version up to but not including another. */
export function between<Version extends {}>(
  { compare, isPrerelease }: Order<Version>,
  low: Version,
  below: Version,
  namesPrerelease = isPrerelease(low),
): Range<Version> {
  return when((version) => compare(version, low) >= 0 && compare(version, below) < 0, namesPrerelease)
}

/** Only admits pre-releases if the range names one. */
export function stableUnlessNamed<Version extends {}>({ isPrerelease }: Order<Version>) {
  return (range: MaybeRange<Version>): MaybeRange<Version> => {
    if (!range || range.namesPrerelease) return range
    return {
      ...range,
      admits: (version, prereleases) => (prereleases || !isPrerelease(version)) && range.admits(version, prereleases),
    }
  }
}

/** Parses comparisons that must all be satisfied, separated by commas or spaces. */
export function comparisonsIn<Version>(text: string, read: ReadTerm<Version>): MaybeRange<Version> {
  const rest = oneSpaced(text)
  // Formats differ in the characters of a version; `~` and `^` only begin a comparison.
  const term = /,? ?([<>=!~^]*) ?([^ ,<>=!|~^][^ ,<>=!|]*) ?/y
  const ranges: MaybeRange<Version>[] = []
  while (term.lastIndex < rest.length) {
    const found = term.exec(rest)
    if (!found) return undefined
    ranges.push(read(found[1] ?? '', found[2] ?? ''))
  }
  return every(ranges)
}

/** Parses alternatives, separated by `||`. */
export function alternativesIn<Version>(text: string, read: (text: string) => MaybeRange<Version>): MaybeRange<Version> {
  return some(text.split('||').map((alternative) => read(alternative.trim())))
}

/** Collapses white space to single spaces, so that patterns can be simpler. */
export const oneSpaced = (text: string): string => text.trim().split(/\s+/).join(' ')
