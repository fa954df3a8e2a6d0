import { npmOperators } from './npm.ts'
import { own } from './own.ts'
import { alternativesIn, every, not, oneSpaced, type Range, stableUnlessNamed } from './range.ts'
import { defineScheme } from './scheme.ts'
import { lenientSemver, npmRange, type SemVer } from './semver.ts'

/** Ranges are like npm's, and additionally support `!=`, commas, `=>`, and labels after fewer than three numbers. */
function range(text: string): Range<SemVer> | undefined {
  return alternativesIn(text, (alternative) => {
    const words = oneSpaced(alternative.replaceAll(',', ' ')).replaceAll(/([!<>=~^]) /g, '$1')
    const excluded = [...words.matchAll(/!=([^ ]+)/g)].map(([, version = '']) => not(including(version)))
    const all = every([including(words.replaceAll(/!=[^ ]+/g, '')), ...excluded])
    // A label anywhere, usually `-0`, allows pre-releases.
    return stableUnlessNamed(lenientSemver)(all && { ...all, namesPrerelease: /[\dx*]-[\da-z]/i.test(words) })
  })
}

/** The range in npm's syntax, including the pre-releases of its bounds; `1-0` is `1` with pre-releases. */
function including(words: string): Range<SemVer> | undefined {
  const partial = /(^|[^\w.+-])(v?\d+(?:\.\d+)?)-[\da-z][\da-z.-]*/gi
  const found = npmRange(words.replaceAll('=>', '>=').replaceAll('=<', '<=').replaceAll(partial, '$1$2'))
  return found && { ...found, admits: (version) => found.admits(version, true) }
}

/**
 * Helm: SemVer, also with fewer numbers or a `v`; pre-releases only if a range names one.
 *
 * @see https://github.com/Masterminds/semver#checking-version-constraints
 */
export const helm = defineScheme(lenientSemver, {
  range,
  term(operator, version) {
    const sign = operator === '!=' || operator === '~>' ? operator : own(npmOperators, operator)
    return sign === undefined ? undefined : range(sign + version)
  },
})
