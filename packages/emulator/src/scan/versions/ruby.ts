import { compareDigits, compareText, defineScheme } from './scheme.ts'

const shape = /^\d+(\.[0-9a-z]+)*(-[0-9a-z-]+(\.[0-9a-z-]+)*)?$/i

/**
 * The order of Ruby gems: numbers and words, split at dots and where one turns into the other; a word sorts before a number, so any
 * word makes a pre-release; zeros at the end, and those before the first word, do not count.
 *
 * @see https://docs.ruby-lang.org/en/master/Gem/Version.html
 */
export const rubyScheme = defineScheme<readonly string[]>('ruby', {
  parse: (text) => (shape.test(text) ? segments(text) : undefined),
  compare(a, b) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const order = compareSegments(a[index] ?? '', b[index] ?? '')
      if (order !== 0) return order
    }
    return 0
  },
  prerelease: (version) => version.some(isWord),
})

function segments(text: string): string[] {
  const all = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []
  const firstWord = all.findIndex(isWord)
  const split = firstWord < 0 ? all.length : firstWord
  return [...withoutZeros(all.slice(0, split)), ...withoutZeros(all.slice(split))]
}

function withoutZeros(parts: readonly string[]): readonly string[] {
  return parts.slice(0, parts.findLastIndex((part) => !/^0+$/.test(part)) + 1)
}

function isWord(segment: string): boolean {
  return /[a-z]/i.test(segment)
}

/** A missing segment is the empty string: above every word, equal to zero. */
function compareSegments(a: string, b: string): number {
  if (isWord(a) !== isWord(b)) return isWord(a) ? -1 : 1
  return isWord(a) ? compareText(a, b) : compareDigits(a, b)
}
