import type { Expression, Licence } from './expression.ts'
import { licenceOf } from './licence.ts'

/** Characters of an expression, at most, after runs of white space are reduced to one space. */
export const longestExpression = 5000

/** Nested parentheses, at most. */
const deepest = 100

/** Finds the licence for a name that SPDX does not list. */
export type NameLookUp = (name: string) => Licence | undefined

/** Trims a text, and reduces each run of white space to one space. */
export const compact = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * Parses a licence expression. Identifiers and operators may be in any case. But if the text contains `AND`, `OR` or `WITH` in capitals,
 * other spellings of these are words of a name: `MIT OR GNU GPL v2 or later`. Licences that are not listed keep their text.
 *
 * Takes time in proportion to the length of the text.
 *
 * @param look finds licences by names other than SPDX identifiers
 * @returns undefined if the text is empty, longer than {@link longestExpression} or not an expression
 * @see https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 */
export function parseExpression(text: string, look: NameLookUp = () => undefined): Expression | undefined {
  const source = compact(text)
  if (source.length > longestExpression) return undefined
  const tokens = tokensOf(source)
  let position = 0
  const take = (type: Token['type']): Token | undefined => (tokens[position]?.type === type ? tokens[position++] : undefined)

  function several(operator: 'all' | 'any', part: (depth: number) => Expression | undefined, depth: number) {
    const parts: Expression[] = []
    do {
      const next = part(depth)
      if (next === undefined) return undefined
      parts.push(...(operator in next ? partsOf(next) : [next]))
    } while (take(operator))
    return parts.length === 1 ? parts[0] : operator === 'all' ? { all: parts } : { any: parts }
  }
  const choice = (depth: number): Expression | undefined => several('any', conjunction, depth)
  const conjunction = (depth: number): Expression | undefined => several('all', operand, depth)
  function operand(depth: number): Expression | undefined {
    const name = take('name')
    if (name !== undefined) return licenceNamed(name.text, look)
    if (depth === deepest || !take('(')) return undefined
    const inner = choice(depth + 1)
    return take(')') && inner
  }

  const expression = choice(0)
  return position === tokens.length ? expression : undefined
}

const partsOf = (expression: Expression): readonly Expression[] =>
  'all' in expression ? expression.all : 'any' in expression ? expression.any : [expression]

function licenceNamed(name: string, look: NameLookUp): Licence {
  const licence = licenceOf(name)
  return licence.isListed ? licence : (look(name) ?? licence)
}

interface Token {
  readonly type: '(' | ')' | 'all' | 'any' | 'name'
  readonly text: string
}

/** Parentheses that follow a word belong to a name, as in `GNU GPL v3 (GPLv3)`. */
function tokensOf(source: string): Token[] {
  const operators = /(^|[ )])(AND|OR|WITH)(?=[ (])/.test(source) ? capitals : anyCase
  const tokens: Token[] = []
  let words: string[] = []
  let openInName = 0
  const endName = () => {
    if (words.length > 0) tokens.push({ type: 'name', text: joined(words) })
    words = []
  }
  for (const [piece] of source.matchAll(/[()]|[^\s()]+/g)) {
    const operator = openInName === 0 ? operators.get(piece) : undefined
    if (piece === '(' && words.length > 0) openInName++
    else if (piece === ')' && openInName > 0) openInName--
    else if (piece === '(' || piece === ')' || operator !== undefined) {
      endName()
      tokens.push({ type: operator ?? (piece as '(' | ')'), text: piece })
      continue
    }
    words.push(piece)
  }
  endName()
  return tokens
}

const joined = (words: readonly string[]): string => words.join(' ').replaceAll('( ', '(').replaceAll(' )', ')')

const capitals = new Map<string, 'all' | 'any'>([
  ['AND', 'all'],
  ['OR', 'any'],
])
const anyCase = new Map([...capitals, ['and', 'all'], ['or', 'any'], ['And', 'all'], ['Or', 'any']] as const)
