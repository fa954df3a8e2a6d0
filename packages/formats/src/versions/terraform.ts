import { comparing, type Range, type ReadTerm, when } from './range.ts'
import { defineScheme } from './scheme.ts'
import { before, lenientSemver, numbersIn, type SemVer } from './semver.ts'

const compared = comparing(lenientSemver)

/**
 * `~>` with three numbers ends before the next minor version, with two before the next major version, and with one it has no end. With a pre-release,
 * it only accepts pre-releases.
 */
function pessimistic(wanted: SemVer, numbers: number): Range<SemVer> {
  const isLabelled = lenientSemver.isPrerelease(wanted)
  const end = numbers === 1 ? undefined : before(wanted, numbers === 2 ? 'major' : 'minor')
  return when(
    (version) =>
      version.compare(wanted) >= 0 &&
      (end === undefined || version.compare(end) < 0) &&
      (!isLabelled || lenientSemver.isPrerelease(version)),
    isLabelled,
  )
}

/** A pre-release only satisfies a bound that is a pre-release of the same three numbers. */
const term: ReadTerm<SemVer> = (operator, text) => {
  const wanted = lenientSemver.parse(text)
  const found = operator === '~>' ? wanted && pessimistic(wanted, numbersIn(text)) : compared(operator, text)
  if (!wanted || !found || ['', '=', '!='].includes(operator)) return found
  const isNamed = (version: SemVer) => lenientSemver.isPrerelease(wanted) && version.compareMain(wanted) === 0
  return {
    ...found,
    admits: (version, prereleases) =>
      (prereleases || !lenientSemver.isPrerelease(version) || isNamed(version)) && found.admits(version, prereleases),
  }
}

/** Terraform: SemVer. @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export const terraform = defineScheme(lenientSemver, { term })
