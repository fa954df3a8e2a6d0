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
  /** Behind a hyphen. */
  readonly label: readonly string[] | undefined
  /** Behind a plus. */
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
 * By the number that an item begins with, then by what follows it; words come after numbers. Conan compares what is not all digits
 * as text, by which 9 < 10 < 1a < 9.
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

/** The lowest of a line: below its pre-releases. */
const lowest = (items: readonly string[]): ConanVersion => ({ items, label: [''], build: undefined })

/** Bounds below and above take in and leave out the pre-releases of their version. */
const term: ReadTerm<ConanVersion> = (operator, text) => {
  const wanted = order.parse(text)
  const isPlain = wanted && wanted.label === undefined && wanted.build === undefined
  return compared(operator, isPlain && ['>=', '<', '<<'].includes(operator) ? `${text}-` : text)
}

/** `~1.2.3` goes up to before 1.3, `^1.2.3` up to before 2, and `^0.2.3` up to before 0.3. */
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

/** `1.2.Z`: what is left open when a package's own name is made of what it requires. */
const line = (items: readonly string[]): Range<ConanVersion> =>
  when((version) => compareItems(version.items.slice(0, items.length), items) === 0)

/** A range stands in brackets. Only `include_prerelease`, behind a comma, opens it to pre-releases. */
function range(text: string): Range<ConanVersion> | undefined {
  const [, inside = text] = /^\[([^\]]*)\]$/.exec(text) ?? []
  const [comparisons = '', ...options] = inside.split(',')
  const isOpen = options.some((option) => option.includes('include_prerelease'))
  const found = alternativesIn(comparisons, (alternative) =>
    /^\*?$/.test(alternative) ? anyVersion : comparisonsIn(alternative, ownTerm),
  )
  return stableUnlessNamed(order)(found && { ...found, namesPrerelease: isOpen })
}

/** A version alone is no range to Conan, and may be a pre-release. */
const exact = stableUnlessNamed(order)

/** Conan 2. @see https://docs.conan.io/2/tutorial/versioning/version_ranges.html */
export const conan = defineScheme(order, {
  range,
  term: (operator, text) =>
    operator === '=' && text.endsWith('.Z') ? line(text.split('.').slice(0, -1)) : exact(term(operator, text)),
})
