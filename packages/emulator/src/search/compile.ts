import { type Operator, plainText, type QueryTree, type Term } from '@cloudsmith-sdk/search-language'
import { bareWord, type Field, fields } from './fields.ts'
import { matcher } from './match-pattern.ts'
import { parseMoment } from './moment.ts'
import type { Searchable } from './searchable.ts'
import { compileVersion, satisfies } from './version.ts'

/** Whether a package is found. `now` is what dates such as `1 day ago` count from. */
export type Predicate = (pkg: Searchable, now: Date) => boolean

/** Makes a test of a query, once for any number of packages. */
export function compile(query: QueryTree): Predicate {
  switch (query.kind) {
    case 'all':
      return () => true
    case 'and': {
      const parts = query.of.map(compile)
      return (pkg, now) => parts.every((part) => part(pkg, now))
    }
    case 'or': {
      const parts = query.of.map(compile)
      return (pkg, now) => parts.some((part) => part(pkg, now))
    }
    case 'not':
      return not(compile(query.of))
    case 'term':
      return compileTerm(query)
  }
}

function not(predicate: Predicate): Predicate {
  return (pkg, now) => !predicate(pkg, now)
}

function compileTerm(term: Term): Predicate {
  const field: Field = term.field === undefined ? bareWord : fields[term.field]
  switch (field.kind) {
    case 'text':
      return compileText(field.read, matcher(term.value))
    case 'word':
      return compileText(
        field.read,
        matcher(plainText(term.value) === undefined ? term.value : { ...term.value, start: true, end: true }),
      )
    case 'version': {
      const test = compileVersion(term.value, term.operator)
      return ({ format, version }) => version !== null && test(format, version)
    }
    case 'dependency':
      return compileDependency(term)
    case 'number':
      return compileNumber(field, term)
    case 'date':
      return compileDate(field.read, term)
    case 'flag': {
      const wanted = plainText(term.value) === 'true'
      return (pkg) => field.read(pkg) === wanted
    }
  }
}

function compileText(read: Extract<Field, { kind: 'text' }>['read'], test: (text: string) => boolean): Predicate {
  return (pkg) => read(pkg).some((text) => text != null && text !== '' && test(text))
}

function compileNumber({ read, zeroIsNone }: Extract<Field, { kind: 'number' }>, { operator = '=', value }: Term): Predicate {
  const wanted = Number(plainText(value))
  const skipsZero = zeroIsNone && operator.startsWith('<')
  return (pkg) => {
    const seen = read(pkg)
    return satisfies(seen - wanted, operator) && !(skipsZero && seen === 0)
  }
}

/** Without an operator a moment that depends on now means "longer ago", a fixed one "on that day" or "at that moment". */
function compileDate(read: Extract<Field, { kind: 'date' }>['read'], { operator, value }: Term): Predicate {
  const moment = parseMoment(plainText(value) ?? '')
  const question: Operator = operator ?? (moment?.kind === 'relative' ? '<' : '=')
  return (pkg, now) => {
    const text = read(pkg)
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
