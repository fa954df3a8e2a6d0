import { bumped, compareDigits, compareLists, compareText, isDigits } from './order.ts'
import { comparing, type Order, type ReadTerm, when } from './range.ts'
import { defineScheme } from './scheme.ts'

interface GemVersion {
  /** Numbers and words, as written. */
  readonly segments: readonly string[]
  /** The segments without insignificant zeros. */
  readonly canonical: readonly string[]
}

const shape = /^\d+(?:\.[\da-z]+)*(?:-[\da-z-]+(?:\.[\da-z-]+)*)?$/i
const isWord = (segment: string) => !isDigits(segment) && segment !== ''

const order: Order<GemVersion> = {
  parse: (text) => (shape.test(text) ? gemVersion(text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []) : undefined),
  compare: (a, b) => compareLists(a.canonical, b.canonical, compareSegment, ''),
  isPrerelease: ({ segments }) => segments.some(isWord),
}

function gemVersion(segments: readonly string[]): GemVersion {
  const numbers = numbersOf(segments)
  return { segments, canonical: [...withoutZeros(numbers), ...withoutZeros(segments.slice(numbers.length))] }
}

/** The segments before the first word. */
function numbersOf(segments: readonly string[]): readonly string[] {
  const firstWord = segments.findIndex(isWord)
  return firstWord < 0 ? segments : segments.slice(0, firstWord)
}

const withoutZeros = (parts: readonly string[]): readonly string[] =>
  parts.slice(0, parts.findLastIndex((part) => !/^0+$/.test(part)) + 1)

/** A missing segment is the empty string: above every word, equal to zero. */
function compareSegment(a: string, b: string): number {
  if (isWord(a) !== isWord(b)) return isWord(a) ? -1 : 1
  return isWord(a) ? compareText(a, b) : compareDigits(a, b)
}

const compared = comparing(order)

/** `~> 1.2.3` ends before 1.3, which also excludes the pre-releases of 1.3; `~> 1` ends before 2. */
const term: ReadTerm<GemVersion> = (operator, text) => {
  if (operator !== '~>') return compared(operator, text)
  const wanted = order.parse(text)
  if (!wanted) return undefined
  const numbers = numbersOf(wanted.segments)
  const end = gemVersion(bumped(numbers, Math.max(0, numbers.length - 2)))
  return when(
    (version) => order.compare(version, wanted) >= 0 && order.compare(gemVersion(numbersOf(version.segments)), end) < 0,
    order.isPrerelease(wanted),
  )
}

/**
 * Ruby, and formats that use the same versions (CocoaPods, Vagrant): numbers and words, split at dots and between digits and letters. A version with
 * a word is a pre-release.
 *
 * @see https://docs.ruby-lang.org/en/master/Gem/Version.html
 * @see https://guides.cocoapods.org/syntax/podspec.html#dependency
 * @see https://developer.hashicorp.com/vagrant/docs/boxes/versioning
 */
export const ruby = defineScheme(order, { term })
