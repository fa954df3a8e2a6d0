import { intervalsIn, isInterval } from './interval.ts'
import { compareDigits, compareText } from './order.ts'
import { comparing, type Order } from './range.ts'
import { defineScheme } from './scheme.ts'

/** A number after a dot, a number after a hyphen, or a qualifier. Tokens of different kinds are ordered as in `kinds`. */
type Token =
  | { readonly kind: 'dotted' | 'hyphened'; readonly digits: string }
  | { readonly kind: 'qualifier'; readonly rank: number; readonly text: string }

interface MavenVersion {
  readonly tokens: readonly Token[]
  /** Whether it is a build of a snapshot, which has a timestamp in place of the word `SNAPSHOT`. */
  readonly isTimestamped: boolean
}

const kinds = ['qualifier', 'hyphened', 'dotted']
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const synonyms: Readonly<Record<string, string>> = { cr: 'rc', final: '', ga: '', release: '' }
const shorthand: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }
const nothing = qualifier('')
const zero: Token = { kind: 'dotted', digits: '' }

const order: Order<MavenVersion> = {
  parse(text) {
    // `LATEST` and `RELEASE` stand for other versions and are none themselves.
    if (!/^[^\s,[\]()]+$/.test(text) || text === 'LATEST' || text === 'RELEASE') return undefined
    return { tokens: tokens(text.toLowerCase()), isTimestamped: /-\d{8}\.\d{6}-\d+$/.test(text) }
  },
  compare(a, b) {
    for (let index = 0; index < Math.max(a.tokens.length, b.tokens.length); index++) {
      const [one, other] = [a.tokens[index], b.tokens[index]]
      const order = compareTokens(one ?? missing(other), other ?? missing(one))
      if (order !== 0) return order
    }
    return 0
  },
  isPrerelease: ({ tokens, isTimestamped }) =>
    isTimestamped || tokens.some((token) => token.kind === 'qualifier' && token.rank < nothing.rank),
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  let separator = ''
  for (const [index, part] of hyphenated(text)
    .split(/([.-])/)
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

/** Expands `a1`, `b1` and `m1`, and inserts a hyphen wherever digits and letters meet. */
function hyphenated(text: string): string {
  return text
    .replaceAll(/(?<![^\d.-])[abm](?=\d)/g, (letter) => shorthand[letter] ?? letter)
    .replaceAll(/(?<=\d)(?=[^\d.-])|(?<=[^\d.-])(?=\d)/g, '-')
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

/** The token that a shorter version is assumed to have where the longer one has `other`. */
function missing(other: Token | undefined): Token {
  return other?.kind === 'dotted' ? zero : nothing
}

function compareTokens(a: Token, b: Token): number {
  if (a.kind === 'qualifier' && b.kind === 'qualifier') return a.rank - b.rank || compareText(a.text, b.text)
  if (a.kind !== 'qualifier' && b.kind !== 'qualifier' && a.kind === b.kind) return compareDigits(a.digits, b.digits)
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
}

const compared = comparing(order)

/**
 * Maven. A bare version, which is only a soft requirement in Maven, means exactly that version here.
 *
 * @see https://maven.apache.org/pom.html#version-order-specification
 */
export const maven = defineScheme(order, {
  term: compared,
  range: (text) => (isInterval(text) ? intervalsIn(text, compared) : compared('=', text)),
})
