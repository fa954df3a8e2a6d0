import { between, comparing, comparisonsIn, every, type Range, type ReadTerm } from './range.ts'
import { defineScheme } from './scheme.ts'
import { before, lenientSemver, type SemVer, withoutPrereleases } from './semver.ts'

const compared = comparing(lenientSemver)

/** `^` and `~` stand for `from:` and `.upToNextMinor(from:)`, which do not treat version 0 specially. */
const term: ReadTerm<SemVer> = (operator, text) => {
  const wanted = lenientSemver.parse(text)
  if (operator !== '^' && operator !== '~') return compared(operator, text)
  return wanted && between(lenientSemver, wanted, before(wanted, operator === '^' ? 'major' : 'minor'))
}

/** Accepts pre-releases only if a bound is one, and never those of the version before which the range ends. */
function range(text: string): Range<SemVer> | undefined {
  return withoutPrereleases(
    comparisonsIn(text, (operator, version) => {
      const end = operator === '<' ? lenientSemver.parse(version) : undefined
      const isRelease = end && !lenientSemver.isPrerelease(end)
      return isRelease ? every([term('<', `${end}-0`)]) : term(operator, version)
    }),
  )
}

/**
 * Swift: SemVer, as written in Git tags.
 *
 * @see https://developer.apple.com/documentation/packagedescription/package/dependency/requirement
 */
export const swift = defineScheme(lenientSemver, { range, term: (operator, version) => range(operator + version) })
