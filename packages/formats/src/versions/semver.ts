import { compare, compareBuild, Range as NodeRange, parse, SemVer } from 'semver'
import { type Order, type Range, stableUnlessNamed } from './range.ts'

export type { SemVer } from 'semver'

/** Strict SemVer 2; build metadata is ignored. @see https://semver.org/#spec-item-11 */
export const semver: Order<SemVer> = {
  parse: (text) => (/^\d/.test(text) ? (parse(text) ?? undefined) : undefined),
  compare,
  isPrerelease: ({ prerelease }) => prerelease.length > 0,
}

/** SemVer in which build metadata orders versions that are otherwise equal; those without come first. */
export const semverWithBuild: Order<SemVer> = { ...semver, compare: compareBuild }

const lenient = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[\da-z.-]+)?(?:\+[\da-z.-]+)?$/i

/** SemVer, also with a leading `v`, with fewer numbers, and with leading zeros. */
export const lenientSemver: Order<SemVer> = {
  ...semver,
  parse(text) {
    const [matched, major, minor = 0, patch = 0, label = ''] = lenient.exec(text) ?? []
    if (matched === undefined) return undefined
    return parse(`${Number(major)}.${Number(minor)}.${Number(patch)}${label}`) ?? undefined
  },
}

/** How many numbers a version has before its label: `v1.2-rc.1` has two. */
export const numbersIn = (text: string): number => text.split(/[-+]/, 1)[0]?.split('.').length ?? 0

/** The lowest version, including pre-releases, of the next major or minor version. */
export function before({ major, minor }: SemVer, part: 'major' | 'minor'): SemVer {
  const next = part === 'major' ? { major: major + 1 } : { major, minor: minor + 1 }
  // The next number may be larger than the library accepts when parsing.
  return Object.assign(new SemVer('0.0.0-0'), next)
}

/** The version without its label. */
export const released = ({ major, minor, patch }: SemVer): SemVer => new SemVer(`${major}.${minor}.${patch}`)

/**
 * A range as parsed by npm's own library: a pre-release only satisfies it if the range names one with the same three numbers.
 *
 * @see https://github.com/npm/node-semver#ranges
 */
export function npmRange(text: string): Range<SemVer> | undefined {
  const [strict, including] = [readRange(text, false), readRange(text, true)]
  if (!strict || !including) return undefined
  return {
    admits: (version, prereleases) => (prereleases ? including : strict).test(version),
    namesPrerelease: strict.set.flat().some(({ operator, semver: { prerelease } }) => operator !== '<' && prerelease?.length > 0),
  }
}

function readRange(text: string, includePrerelease: boolean): NodeRange | undefined {
  try {
    return new NodeRange(text, { includePrerelease })
  } catch {
    return undefined
  }
}

/** Only admits pre-releases if the range names one. */
export const withoutPrereleases = stableUnlessNamed(semver)
