import { own } from './own.ts'
import { comparing } from './range.ts'
import { defineScheme } from './scheme.ts'
import { npmRange, semver } from './semver.ts'

/** The API's comparison operators in npm's syntax. */
export const npmOperators: Readonly<Record<string, string>> = {
  '=': '=',
  '<': '<',
  '<<': '<',
  '<=': '<=',
  '>': '>',
  '>>': '>',
  '>=': '>=',
}

/**
 * npm: SemVer. Tags such as `latest` and URLs are not ranges.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies
 */
export const npm = defineScheme(semver, {
  range: npmRange,
  term(operator, version) {
    // npm has no such operator.
    if (operator === '!=') return comparing(semver)(operator, version)
    const sign = operator === '~>' ? '~' : own(npmOperators, operator)
    return sign === undefined ? undefined : npmRange(sign + version)
  },
})
