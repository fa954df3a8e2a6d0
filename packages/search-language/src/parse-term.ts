import { type Cursor, fail, looksAt, skipSpace, take, takeMatch } from './cursor.ts'
import type { FieldKind } from './field-kinds.ts'
import { nameEnd, parsePattern } from './parse-pattern.ts'
import { negate, type Operator, operators, type Part, plainText, type Term } from './tree.ts'
import { isFlag, isNumber } from './values.ts'

const ordering: readonly Operator[] = ['>=', '<=', '>', '<', '=']

/** The operators that may precede a value of each kind. Where `~=` is not one of them, it is read as `~` and `=`. */
const operatorsOf: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: [],
  word: [],
  flag: [],
  dependency: [],
  number: ordering,
  date: ordering,
  version: operators,
}

/** What the values of a kind must look like, and what an error says is expected. */
const valid: Readonly<Partial<Record<FieldKind, { test(text: string, cursor: Cursor): boolean; readonly expected: string }>>> = {
  number: { test: isNumber, expected: 'a number' },
  date: {
    test: (text, { isDate }) => isDate(text),
    expected: `a date such as '1 day ago', 'August 14, 2019' or '2019-08-14', in quotes`,
  },
  flag: { test: isFlag, expected: 'true or false' },
}

/** Parses one term. */
export function parseTerm(cursor: Cursor): Part<string> {
  if (looksAt(cursor, /(?:AND|OR|NOT)(?![^\s()])|[()]|$/y)) fail(cursor, 'a search term')
  if (looksAt(cursor, /(?:and|or|not)(?![^\s()])/iy)) fail(cursor, 'AND, OR or NOT in upper case, or quotes around the word')
  const negated = take(cursor, '~')
  const field = parseField(cursor)
  const term = field === undefined ? ({ kind: 'term', value: parsePattern(cursor) } as const) : parseQuestion(cursor, field)
  return negated ? negate(term) : term
}

interface NamedField {
  readonly name: string
  readonly kind: FieldKind
}

function parseField(cursor: Cursor): NamedField | undefined {
  const position = cursor.at
  const name = takeMatch(cursor, /[a-z_]+/iy)?.toLowerCase()
  if (name === undefined || !take(cursor, ':')) {
    cursor.at = position
    return undefined
  }
  const kind = Object.hasOwn(cursor.fields, name) ? cursor.fields[name] : undefined
  if (kind !== undefined) return { name, kind }
  return fail(cursor, `a field (${Object.keys(cursor.fields).join(', ')}), or quotes around a text with a colon`, position)
}

/** Parses what follows a field: `~` and an operator in either order, then the value. */
function parseQuestion(cursor: Cursor, { name, kind }: NamedField): Part<string> {
  skipSpace(cursor)
  const before = takeOperator(cursor, operatorsOf[kind])
  const negated = before === undefined && take(cursor, '~')
  const operator = before ?? takeOperator(cursor, operatorsOf[kind])
  const answer = kind === 'dependency' ? parseDependency(cursor) : parseValue(cursor, kind, operator)
  const term: Term<string> = { kind: 'term', field: name, ...answer }
  return negated ? negate(term) : term
}

function parseValue(cursor: Cursor, kind: FieldKind, operator: Operator | undefined): Pick<Term, 'operator' | 'value'> {
  skipSpace(cursor)
  if (operatorsOf[kind].length === 0 && looksAt(cursor, /[<>]/y)) fail(cursor, 'a value, since this field has no order')
  const position = cursor.at
  const value = parsePattern(cursor)
  const text = plainText(value)
  const rule = valid[kind]
  if (rule && (text === undefined || !rule.test(text, cursor))) fail(cursor, rule.expected, position)
  if (operator && text === undefined) fail(cursor, 'a version without ^, $ and * after an operator', position)
  return { ...(operator && { operator }), value }
}

function parseDependency(cursor: Cursor): Pick<Term, 'value' | 'constraint'> {
  const value = parsePattern(cursor, nameEnd)
  const operator = takeOperator(cursor, operators)
  if (operator === undefined) return { value }
  const position = cursor.at
  const version = plainText(parsePattern(cursor))
  return version === undefined
    ? fail(cursor, 'a version without ^, $ and *', position)
    : { value, constraint: { operator, version } }
}

function takeOperator(cursor: Cursor, among: readonly Operator[]): Operator | undefined {
  return among.find((operator) => take(cursor, operator))
}
