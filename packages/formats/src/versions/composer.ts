import { type ComposerVersion, composerOrder, stabilityOf, stabilityOfFlag } from './composer-version.ts'
import { bumped } from './order.ts'
import {
  anyVersion,
  between,
  comparing,
  comparisonsIn,
  every,
  oneSpaced,
  type Range,
  type ReadTerm,
  some,
  when,
} from './range.ts'
import { defineScheme } from './scheme.ts'

const compared = comparing(composerOrder)

/** The lowest version of a series: its `dev` version. */
const lowest = (numbers: readonly string[]): ComposerVersion => ({ branch: '', numbers, suffix: ['dev'] })

const term: ReadTerm<ComposerVersion> = (operator, text) => {
  const [, bare = '', flag] = /^([^@]*)(?:@(stable|rc|beta|alpha|dev))?$/i.exec(text) ?? []
  if (flag) {
    const least = stabilityOfFlag(flag)
    const flagged = when((version: ComposerVersion) => stabilityOf(version) >= least, flag.toLowerCase() !== 'stable')
    return every([bare === '' ? anyVersion : term(operator, bare), flagged])
  }
  const [, line] = /^v?(\d+(?:\.\d+){0,2})(?:\.[x*])+$/i.exec(text) ?? []
  if (line) return family(operator, line.split('.'))
  if (/^[x*]$/i.test(text)) return operator === '' || operator === '=' ? anyVersion : undefined
  // The part after a `#` is a commit of a branch.
  const wanted = composerOrder.parse(text.replace(/#.*/, ''))
  if (!wanted) return undefined
  if (wanted.branch) return ['', '=', '=='].includes(operator) ? compared('=', text.replace(/#.*/, '')) : undefined
  return bound(operator, text, wanted)
}

/** From the lowest version of a series to the highest of another. The lowest is a pre-release, but was not named explicitly. */
const lineOf = (from: readonly string[], to: readonly string[]) =>
  between(composerOrder, lowest(from), lowest(bumped(to, to.length - 1)), false)

function family(operator: string, numbers: readonly string[]): Range<ComposerVersion> | undefined {
  return ['', '=', '=='].includes(operator) ? lineOf(numbers, numbers) : undefined
}

function bound(operator: string, text: string, wanted: ComposerVersion): Range<ComposerVersion> | undefined {
  const isPlain = wanted.suffix.length === 0
  const from = isPlain ? lowest(wanted.numbers) : wanted
  const names = composerOrder.isPrerelease(wanted)
  const upTo = (end: readonly string[]) => between(composerOrder, from, lowest(end), names)
  switch (operator) {
    case '^': {
      const significant = wanted.numbers.findIndex((number) => !/^0+$/.test(number))
      return upTo(bumped(wanted.numbers, significant < 0 ? wanted.numbers.length - 1 : significant))
    }
    case '~':
    case '~>':
      return upTo(bumped(wanted.numbers, Math.max(0, wanted.numbers.length - 2)))
    case '>=':
      return when((version) => composerOrder.compare(version, from) >= 0, names)
    case '<':
    case '<<':
      return when((version) => !version.branch && composerOrder.compare(version, from) < 0)
    case '<=':
      return when((version) => !version.branch && composerOrder.compare(version, wanted) <= 0)
    case '<>':
      return compared('!=', text)
    default:
      return compared(operator, text)
  }
}

/** `1.0 - 2.0`: an upper bound with fewer than three numbers includes the whole series. */
function hyphened(low: string, high: string): Range<ComposerVersion> | undefined {
  const end = composerOrder.parse(high)
  if (!end) return undefined
  const isLine = end.suffix.length === 0 && end.numbers.length < 3
  return every([term('>=', low), isLine ? lineOf(['0'], end.numbers) : compared('<=', high)])
}

function range(text: string): Range<ComposerVersion> | undefined {
  const alternatives = oneSpaced(text.replace(/ as \S+$/, '')).split(/ ?\|\|? ?/)
  return some(
    alternatives.map((alternative) => {
      const [, low, high] = /^([^ ]+) - ([^ ]+)$/.exec(alternative) ?? []
      return low && high ? hyphened(low, high) : comparisonsIn(alternative, term)
    }),
  )
}

/** Composer. @see https://getcomposer.org/doc/articles/versions.md#writing-version-constraints */
export const composer = defineScheme(composerOrder, { range, term })
