import { type Operator, plainText, type QueryTree, type Term } from '@cloudsmith-sdk/search-language'
import { bareWord, type Field, fieldNamed, type PlainField } from './fields.ts'
import { matcher } from './match-pattern.ts'
import { parseMoment } from './moment.ts'
import type { Searchable } from './searchable.ts'
import { compileVersion, satisfies } from './version.ts'

/** Whether something matches. Dates such as `1 day ago` are relative to `now`. */
export type Test<Subject> = (subject: Subject, now: Date) => boolean

/** Whether a package matches. */
export type Predicate = Test<Searchable>

/** Compiles a query to a test, once for any number of packages. */
export function compile(query: QueryTree): Predicate {
  return compileTree(query, compileTerm)
}

/** Compiles a query for anything with fields, with a function that compiles its terms. */
export function compileTree<Name extends string, Subject>(
  query: QueryTree<Name>,
  termTest: (term: Term<Name>) => Test<Subject>,
): Test<Subject> {
  switch (query.kind) {
    case 'all':
      return () => true
    case 'and': {
      const parts = query.of.map((part) => compileTree(part, termTest))
      return (subject, now) => parts.every((part) => part(subject, now))
    }
    case 'or': {
      const parts = query.of.map((part) => compileTree(part, termTest))
      return (subject, now) => parts.some((part) => part(subject, now))
    }
    case 'not': {
      const part = compileTree(query.of, termTest)
      return (subject, now) => !part(subject, now)
    }
    case 'term':
      return termTest(query)
  }
}

function compileTerm(term: Term): Predicate {
  const field: Field = term.field === undefined ? bareWord : fieldNamed(term.field)
  switch (field.kind) {
    case 'version': {
      const test = compileVersion(term.value, term.operator)
      return ({ format, version }) => version !== null && test(format, version)
    }
    case 'dependency':
      return compileDependency(term)
    default:
      return compileField(field, term)
  }
}

/** Compiles a term about one field. */
export function compileField<Subject>(field: PlainField<Subject>, term: Term<string>): Test<Subject> {
  switch (field.kind) {
    case 'text':
      return compileText(field.read, matcher(term.value))
    case 'word':
      return compileText(
        field.read,
        matcher(plainText(term.value) === undefined ? term.value : { ...term.value, start: true, end: true }),
      )
    case 'number':
      return compileNumber(field, term)
    case 'date':
      return compileDate(field.read, term)
    case 'flag': {
      const wanted = plainText(term.value) === 'true'
      return (subject) => field.read(subject) === wanted
    }
  }
}

type FieldOf<Subject, Kind> = Extract<PlainField<Subject>, { kind: Kind }>

function compileText<Subject>(read: FieldOf<Subject, 'text'>['read'], test: (text: string) => boolean): Test<Subject> {
  return (subject) => read(subject).some((text) => text != null && text !== '' && test(text))
}

function compileNumber<Subject>(
  { read, zeroIsNone }: FieldOf<Subject, 'number'>,
  { operator = '=', value }: Term<string>,
): Test<Subject> {
  const wanted = Number(plainText(value))
  const skipsZero = zeroIsNone && operator.startsWith('<')
  return (subject) => {
    const seen = read(subject)
    return satisfies(seen - wanted, operator) && !(skipsZero && seen === 0)
  }
}

/** Without an operator, a relative date means "longer ago", a fixed one "on that day" or "at that time". */
function compileDate<Subject>(read: FieldOf<Subject, 'date'>['read'], { operator, value }: Term<string>): Test<Subject> {
  const moment = parseMoment(plainText(value) ?? '')
  const question: Operator = operator ?? (moment?.kind === 'relative' ? '<' : '=')
  return (subject, now) => {
    const text = read(subject)
    if (text == null || moment === undefined) return false
    const seen = Date.parse(text)
    if (moment.kind === 'relative') return satisfies(seen - moment.at(now), question)
    if (question === '=' && moment.length > 0) return seen >= moment.at && seen < moment.at + moment.length
    return satisfies(seen - moment.at, question)
  }
}

function compileDependency({ value, constraint }: Term): Predicate {
  const isNamed = matcher(value)
  const test = constraint && compileVersion({ parts: [constraint.version], start: false, end: false }, constraint.operator)
  return ({ format, dependencies = [] }) =>
    dependencies.some(({ name, version }) => isNamed(name) && (test === undefined || (version != null && test(format, version))))
}
