import { bumped, compareDigits, compareLists, compareText } from './order.ts'
import {
  alternativesIn,
  anyVersion,
  between,
  comparing,
  comparisonsIn,
  type Order,
  type Range,
  type ReadTerm,
  stableUnlessNamed,
  when,
} from './range.ts'
import { defineScheme } from './scheme.ts'

interface ConanVersion {
  readonly items: readonly string[]
  /** The part after a hyphen. */
  readonly label: readonly string[] | undefined
  /** The part after a plus. */
  readonly build: readonly string[] | undefined
}

const shape = /^([a-z\d_]+(?:\.[a-z\d_]+)*)(?:-([a-z\d_.-]*))?(?:\+([a-z\d_.+-]+))?$/i

const order: Order<ConanVersion> = {
  parse(text) {
    const [matched, items = '', label, build] = shape.exec(text) ?? []
    return matched === undefined ? undefined : { items: items.split('.'), label: label?.split('.'), build: build?.split('.') }
  },
  compare: (a, b) =>
    compareItems(a.items, b.items) ||
    Number(b.label !== undefined) - Number(a.label !== undefined) ||
    compareItems(a.label ?? [], b.label ?? []) ||
    Number(a.build !== undefined) - Number(b.build !== undefined) ||
    compareItems(a.build ?? [], b.build ?? []),
  isPrerelease: ({ label }) => label !== undefined,
}

const compareItems = (a: readonly string[], b: readonly string[]): number => compareLists(a, b, compareItem, '0')

/**
 * Compares the number at the start of an item, and then the rest; words come after numbers. Conan itself compares items that are not all digits as
 * text, which is no consistent order: 9 < 10 < 1a < 9.
 */
function compareItem(a: string, b: string): number {
  const [one, other] = [parted(a), parted(b)]
  if (one.isWord !== other.isWord) return one.isWord ? 1 : -1
  return compareDigits(one.digits, other.digits) || compareText(one.rest, other.rest)
}

function parted(item: string): { isWord: boolean; digits: string; rest: string } {
  const [digits = ''] = /^\d*/.exec(item) ?? []
  return { isWord: digits === '' && item !== '', digits, rest: item.slice(digits.length) }
}

const compared = comparing(order)

/** The lowest version of a series, below its pre-releases. */
const lowest = (items: readonly string[]): ConanVersion => ({ items, label: [''], build: undefined })

/** A lower bound includes the pre-releases of its version, and an upper bound excludes them. */
const term: ReadTerm<ConanVersion> = (operator, text) => {
  const wanted = order.parse(text)
  const isPlain = wanted && wanted.label === undefined && wanted.build === undefined
  return compared(operator, isPlain && ['>=', '<', '<<'].includes(operator) ? `${text}-` : text)
}

/** `~1.2.3` ends before 1.3, `^1.2.3` before 2, and `^0.2.3` before 0.3. */
const ownTerm: ReadTerm<ConanVersion> = (operator, text) => {
  if (operator === '' && text.endsWith('.*')) return line(text.split('.').slice(0, -1))
  const wanted = order.parse(text)
  if (!wanted || (operator !== '~' && operator !== '^')) return term(operator, text)
  if (!wanted.items.every((item) => /^\d+$/.test(item))) return undefined
  const from = operator === '~' && wanted.label === undefined ? lowest(wanted.items) : wanted
  return between(
    order,
    from,
    lowest(bumped(wanted.items, operator === '~' ? Math.min(1, wanted.items.length - 1) : significant(wanted.items))),
  )
}

function significant(items: readonly string[]): number {
  const place = items.findIndex((item) => !/^0+$/.test(item))
  return place < 0 ? items.length - 1 : place
}

/** `1.2.Z`: the series of a requirement whose last number is left open, as in package IDs. */
const line = (items: readonly string[]): Range<ConanVersion> =>
  when((version) => compareItems(version.items.slice(0, items.length), items) === 0)

/** A range in brackets. It only accepts pre-releases with `include_prerelease`, after a comma. */
function range(text: string): Range<ConanVersion> | undefined {
  const [, inside = text] = /^\[([^\]]*)\]$/.exec(text) ?? []
  const [comparisons = '', ...options] = inside.split(',')
  const isOpen = options.some((option) => option.includes('include_prerelease'))
  const found = alternativesIn(comparisons, (alternative) =>
    /^\*?$/.test(alternative) ? anyVersion : comparisonsIn(alternative, ownTerm),
  )
  return stableUnlessNamed(order)(found && { ...found, namesPrerelease: isOpen })
}

/** A single comparison from the API only admits pre-releases if it names one: in Conan, an exact version is not a range. */
const exact = stableUnlessNamed(order)

/** Conan 2. @see https://docs.conan.io/2/tutorial/versioning/version_ranges.html */
export const conan = defineScheme(order, {
  range,
  term: (operator, text) =>
    operator === '=' && text.endsWith('.Z') ? line(text.split('.').slice(0, -1)) : exact(term(operator, text)),
})
