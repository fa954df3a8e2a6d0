import { between, comparing, comparisonsIn, every, oneSpaced, type ReadTerm, some } from './range.ts'
import { defineScheme } from './scheme.ts'
import { before, numbersIn, type SemVer, semver } from './semver.ts'

const compared = comparing(semver)

const term: ReadTerm<SemVer> = (operator, text) => {
  if (operator !== '~>') return compared(operator, text)
  const numbers = numbersIn(text)
  const wanted = semver.parse(numbers === 2 ? text.replace(/^\d+\.\d+/, '$&.0') : text)
  return wanted && between(semver, wanted, before(wanted, numbers === 2 ? 'major' : 'minor'))
}

/** Hex: SemVer, with `and` and `or` between comparisons. @see https://hexdocs.pm/elixir/Version.html#module-requirements */
export const hex = defineScheme(semver, {
  term,
  range: (text) =>
    some(
      oneSpaced(text)
        .split(' or ')
        .map((alternative) => every(alternative.split(' and ').map((comparison) => comparisonsIn(comparison, term)))),
    ),
})
