import { compareDigits, compareText, defineScheme } from './scheme.ts'

/** A number after a dot, a number after a hyphen, or a qualifier; of different kinds, the order is that of `kinds`. */
type Token =
  | { readonly kind: 'dotted' | 'hyphened'; readonly digits: string }
  | { readonly kind: 'qualifier'; readonly rank: number; readonly text: string }

const kinds = ['qualifier', 'hyphened', 'dotted']
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const synonyms: Readonly<Record<string, string>> = { cr: 'rc', final: '', ga: '', release: '' }
const shorthand: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }
const nothing = qualifier('')
const zero: Token = { kind: 'dotted', digits: '' }

/**
 * The order of Maven versions: numbers split at dots, hyphens and changes between digits and letters; empty values before a hyphen
 * or a qualifier do not count, so `1.0-rc1` is `1-rc-1`; `alpha < beta < milestone < rc < snapshot < (none) < sp < others`.
 *
 * @see https://maven.apache.org/pom.html#version-order-specification
 */
export const mavenScheme = defineScheme<readonly Token[]>('maven', {
  parse: (text) => (/^\d/.test(text) ? tokens(text.toLowerCase()) : undefined),
  compare(a, b) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const order = compareTokens(a[index] ?? missing(b[index]), b[index] ?? missing(a[index]))
      if (order !== 0) return order
    }
    return 0
  },
  prerelease: (version) => version.some((token) => token.kind === 'qualifier' && token.rank < nothing.rank),
})

function tokens(text: string): Token[] {
  const found: Token[] = []
  let separator = ''
  for (const [index, part] of hyphenated(text)
    .split(/([.\-_])/)
    .entries()) {
    if (index % 2 === 1) separator = part
    else {
      const isNumber = /^\d*$/.test(part)
      const dotted = isNumber && (separator === '.' || index === 0)
      if (!dotted) dropEmptyEnd(found)
      found.push(isNumber ? { kind: dotted ? 'dotted' : 'hyphened', digits: part } : qualifier(part))
    }
  }
  dropEmptyEnd(found)
  return found
}

/** Spells out `a1`, `b1` and `m1`, and puts a hyphen wherever digits and letters meet. */
function hyphenated(text: string): string {
  return text
    .replaceAll(/(?<![^\d.\-_])[abm](?=\d)/g, (letter) => shorthand[letter] ?? letter)
    .replaceAll(/(?<=\d)(?=[^\d.\-_])|(?<=[^\d.\-_])(?=\d)/g, '-')
}

function qualifier(word: string): Token & { kind: 'qualifier' } {
  const text = synonyms[word] ?? word
  const rank = qualifiers.indexOf(text)
  return { kind: 'qualifier', rank: rank < 0 ? qualifiers.length : rank, text }
}

function dropEmptyEnd(found: Token[]): void {
  for (let last = found.at(-1); last && isEmpty(last); last = found.at(-1)) found.pop()
}

function isEmpty(token: Token): boolean {
  return token.kind === 'qualifier' ? token.text === '' : /^0*$/.test(token.digits)
}

/** What a shorter version has where the longer one has `other`. */
function missing(other: Token | undefined): Token {
  return other?.kind === 'dotted' ? zero : nothing
}

function compareTokens(a: Token, b: Token): number {
  if (a.kind === 'qualifier' && b.kind === 'qualifier') return a.rank - b.rank || compareText(a.text, b.text)
  if (a.kind !== 'qualifier' && b.kind !== 'qualifier' && a.kind === b.kind) return compareDigits(a.digits, b.digits)
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
}
