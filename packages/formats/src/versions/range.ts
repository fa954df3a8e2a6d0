/** What is known of the versions of a format, read from their texts. */
export interface Order<Version extends {}> {
  /** undefined for what is no version. */
  parse(text: string): Version | undefined
  compare(a: Version, b: Version): number
  isPrerelease(version: Version): boolean
}

/** The versions that a requirement admits. */
export interface Range<Version> {
  /**
   * undefined: that depends on more than the version.
   *
   * @param prereleases also what the format leaves out only because it is a pre-release
   */
  admits(version: Version, prereleases: boolean): boolean | undefined
  /** Whether somebody asks for a pre-release: it names one that it begins with. */
  readonly namesPrerelease: boolean
}

type MaybeRange<Version> = Range<Version> | undefined

/** The range of one comparison, such as `>=` and `1.0`; undefined where there is no such comparison. */
export type ReadTerm<Version> = (operator: string, version: string) => MaybeRange<Version>

export const anyVersion: Range<unknown> = { admits: () => true, namesPrerelease: false }

/** What the test says, whatever is a pre-release. */
export const when = <Version>(test: (version: Version) => boolean | undefined, namesPrerelease = false): Range<Version> => ({
  admits: test,
  namesPrerelease,
})

/** All of them at once; undefined where one is not understood. */
export function every<Version>(ranges: readonly MaybeRange<Version>[]): MaybeRange<Version> {
  return joined(ranges, (known, version, prereleases) => conjunction(known.map((range) => range.admits(version, prereleases))))
}

/** At least one of them; undefined where one is not understood. */
export function some<Version>(ranges: readonly MaybeRange<Version>[]): MaybeRange<Version> {
  return joined(ranges, (known, version, prereleases) => {
    const refused = conjunction(known.map((range) => negated(range.admits(version, prereleases))))
    return negated(refused)
  })
}

export function not<Version>(range: MaybeRange<Version>): MaybeRange<Version> {
  return range && when((version) => negated(range.admits(version, true)))
}

/** False where one is false, else undefined where one is. */
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

/** `<2.0-0` keeps pre-releases out, so what a range ends with asks for none. */
const opposing = ['!=', '<', '<<', '<=']

/**
 * Comparisons as the order has them; no operator means equal.
 *
 * @param compare where a requirement compares other than the order does
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

/** From one version to before another, what stands between the two by the order. */
export function between<Version extends {}>(
  { compare, isPrerelease }: Order<Version>,
  low: Version,
  below: Version,
  namesPrerelease = isPrerelease(low),
): Range<Version> {
  return when((version) => compare(version, low) >= 0 && compare(version, below) < 0, namesPrerelease)
}

/** Takes pre-releases only where the range names one. */
export function stableUnlessNamed<Version extends {}>({ isPrerelease }: Order<Version>) {
  return (range: MaybeRange<Version>): MaybeRange<Version> => {
    if (!range || range.namesPrerelease) return range
    return {
      ...range,
      admits: (version, prereleases) => (prereleases || !isPrerelease(version)) && range.admits(version, prereleases),
    }
  }
}

/** Comparisons that must all hold, apart by commas or spaces. */
export function comparisonsIn<Version>(text: string, read: ReadTerm<Version>): MaybeRange<Version> {
  const rest = oneSpaced(text)
  // What a version may consist of differs; `~` and `^` only begin a comparison.
  const term = /,? ?([<>=!~^]*) ?([^ ,<>=!|~^][^ ,<>=!|]*) ?/y
  const ranges: MaybeRange<Version>[] = []
  while (term.lastIndex < rest.length) {
    const found = term.exec(rest)
    if (!found) return undefined
    ranges.push(read(found[1] ?? '', found[2] ?? ''))
  }
  return every(ranges)
}

/** Alternatives, apart by `||`. */
export function alternativesIn<Version>(text: string, read: (text: string) => MaybeRange<Version>): MaybeRange<Version> {
  return some(text.split('||').map((alternative) => read(alternative.trim())))
}

/** One space for all white space there is, so that patterns need not look for more. */
export const oneSpaced = (text: string): string => text.trim().split(/\s+/).join(' ')
