import { npmOperators } from './npm.ts'
import { own } from './own.ts'
import { comparing, type ReadTerm } from './range.ts'
import { defineScheme } from './scheme.ts'
import { npmRange, type SemVer, semverWithBuild } from './semver.ts'

const operators: Readonly<Record<string, string>> = { ...npmOperators, '^': '^', '~': '~' }

/** Comparisons have the same meaning as in npm, except that a bare version without a wildcard is treated like a caret. */
const term: ReadTerm<SemVer> = (operator, version) => {
  if (operator === '!=') return comparing(semverWithBuild)(operator, version)
  if (operator === '') return npmRange(/[*x]/i.test(version.split(/[-+]/, 1)[0] ?? '') ? version : `^${version}`)
  const sign = own(operators, operator)
  return sign === undefined ? undefined : npmRange(sign + version)
}

/** Cargo: SemVer. @see https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
export const cargo = defineScheme(semverWithBuild, { term })
