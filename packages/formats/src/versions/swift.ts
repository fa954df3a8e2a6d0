import { between, comparing, comparisonsIn, every, type Range, type ReadTerm } from './range.ts'
import { defineScheme } from './scheme.ts'
import { before, lenientSemver, type SemVer, withoutPrereleases } from './semver.ts'

const compared = comparing(lenientSemver)

/** `^` and `~` stand for `from:` and `.upToNextMinor(from:)`, which know nothing special of version 0. */
const term: ReadTerm<SemVer> = (operator, text) => {
  const wanted = lenientSemver.parse(text)
  if (operator !== '^' && operator !== '~') return compared(operator, text)
  return wanted && between(lenientSemver, wanted, before(wanted, operator === '^' ? 'major' : 'minor'))
}

/** Pre-releases only where a bound is one; never those of the version that a range ends before. */
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
 * Swift: SemVer, as tags write it.
 *
 * @see https://developer.apple.com/documentation/packagedescription/package/dependency/requirement
 */
export const swift = defineScheme(lenientSemver, { range, term: (operator, version) => range(operator + version) })
