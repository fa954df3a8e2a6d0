import { atBoundary, type Cursor, fail, isNext, skipSpace, take } from './cursor.ts'
import { type Field, type FieldName, fields, isFieldName } from './fields.ts'
import { parseMoment } from './moment.ts'
import { parsePattern } from './parse-pattern.ts'
import { type Operator, operators, plainText, type Term } from './query.ts'

/** Which operators each kind of field takes. Where `~=` is none, it is `~` and `=`. */
const operatorsOf: Readonly<Record<Field['kind'], readonly Operator[]>> = {
  text: [],
  word: [],
  flag: [],
  dependency: [],
  number: ['>=', '<=', '>', '<', '='],
  date: ['>=', '<=', '>', '<', '='],
  version: operators,
}

/** What the values of a kind look like, and what to tell who writes another. */
const valid: Readonly<Partial<Record<Field['kind'], { readonly test: (text: string) => boolean; readonly expected: string }>>> = {
  number: { test: (text) => /^\d+(\.\d+)?$/.test(text), expected: 'a number' },
  date: {
    test: (text) => parseMoment(text) !== undefined,
    expected: `a date such as '1 day ago', 'August 14, 2019' or 2019-08-14, in quotes if it has spaces`,
  },
  flag: { test: (text) => text === 'true' || text === 'false', expected: 'true or false' },
}

/** Reads one term. @throws {QuerySyntaxError} */
export function parseTerm(cursor: Cursor): Term {
  if (['AND', 'OR', 'NOT'].some((word) => isNext(cursor, word)) || atBoundary(cursor)) fail(cursor, 'a search term')
  const negated = take(cursor, '~')
  const field = parseFieldName(cursor)
  if (field === undefined) return { kind: 'term', negated, value: parsePattern(cursor) }

  skipSpace(cursor)
  const { kind } = fields[field]
  const operator = takeOperator(cursor, operatorsOf[kind])
  const negatedAfter = operator === undefined && take(cursor, '~')
  const term = { kind: 'term', field, negated: negated !== negatedAfter } as const
  if (kind === 'dependency') return { ...term, ...parseDependency(cursor) }
  return { ...term, ...parseComparison(cursor, kind, operator) }
}

function parseFieldName(cursor: Cursor): FieldName | undefined {
  const [matched, name = ''] = /^([a-z_]+):/i.exec(cursor.text.slice(cursor.at, cursor.at + 40)) ?? []
  if (matched === undefined) return undefined
  const field = name.toLowerCase()
  if (!isFieldName(field)) fail(cursor, `a field (${Object.keys(fields).join(', ')}), or quotes around a text with a colon`)
  cursor.at += matched.length
  return field
}

function parseComparison(cursor: Cursor, kind: Field['kind'], before?: Operator): Pick<Term, 'operator' | 'value'> {
  const operator = before ?? takeOperator(cursor, operatorsOf[kind])
  skipSpace(cursor)
  const position = cursor.at
  if (operatorsOf[kind].length === 0 && /[<>]/.test(cursor.text.charAt(position)))
    fail(cursor, 'a value, since this field has no order')
  const value = parsePattern(cursor)
  const text = plainText(value)
  const rule = valid[kind]
  if (rule && (text === undefined || !rule.test(text))) fail(cursor, rule.expected, position)
  if (operator && text === undefined) fail(cursor, 'a version without ^, $ and * after an operator', position)
  return { ...(operator && { operator }), value }
}

function parseDependency(cursor: Cursor): Pick<Term, 'value' | 'constraint'> {
  const value = parsePattern(cursor, operators)
  const operator = takeOperator(cursor, operators)
  if (operator === undefined) return { value }
  const position = cursor.at
  const version = plainText(parsePattern(cursor))
  if (version === undefined) fail(cursor, 'a version without ^, $ and *', position)
  return { value, constraint: { operator, version } }
}

function takeOperator(cursor: Cursor, among: readonly Operator[]): Operator | undefined {
  return among.find((operator) => take(cursor, operator))
}
