import * as v from 'valibot'
import type { FieldPath } from '../core/field-path.ts'
import { nearest } from '../core/nearest.ts'
import { shown } from '../core/visible.ts'
import type { Flaw } from './seed-error.ts'

/** What a schema has inside, as far as names are looked for in it. */
interface Inside {
  readonly entries?: Readonly<Record<string, Inside>>
  readonly item?: Inside
  readonly wrapped?: Inside
  readonly value?: Inside
  readonly options?: readonly Inside[]
}

/** What a schema made of something, or what it has against it. */
export type Checked<Output> = { readonly output: Output } | { readonly flaws: readonly Flaw[] }

/** Holds something against a schema, and tells what is wrong in words of those who wrote it. */
export function checked<Schema extends v.GenericSchema>(schema: Schema, given: unknown): Checked<v.InferOutput<Schema>> {
  const misplaced = misplacedLists(schema as Inside, given, [])
  if (misplaced.length > 0) return { flaws: misplaced }
  const { success, output, issues } = v.safeParse(schema, given)
  return success ? { output } : { flaws: issues.flatMap((issue) => flawsOfIssue(schema, issue)) }
}

/** Lists where objects are meant: for a validator, they are objects too. */
function misplacedLists(wanted: Inside, given: unknown, path: FieldPath): Flaw[] {
  if (typeof given !== 'object' || given === null) return []
  const choices = choicesOf(wanted)
  const isList = Array.isArray(given)
  if (isList && choices.some(({ entries, value }) => entries ?? value) && !choices.some(({ item }) => item))
    return [{ path, message: 'must be an object' }]
  const parts: [string | number, unknown][] = isList ? [...given.entries()] : Object.entries(given)
  return parts.flatMap(([key, part]) => {
    const options = stepInto(wanted, key)
    // No further than the schema goes: what it does not name may lead back to itself.
    return options.length === 0 ? [] : misplacedLists({ options }, part, [...path, key])
  })
}

/**
 * What a schema says against something, in words of those who wrote it. What is wrong inside of one of several choices is said of the choice
 * that has the right type.
 */
function flawsOfIssue(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, path: FieldPath = []): Flaw[] {
  const here = [...path, ...(issue.path ?? []).map(({ key }) => key as string | number)]
  if (issue.type === 'union' && issue.issues) {
    const deeper = issue.issues.filter((inner) => (inner.path?.length ?? 0) > 0)
    if (deeper.length > 0) return deeper.flatMap((inner) => flawsOfIssue(schema, inner, here))
  }
  if (issue.type.endsWith('_object') && issue.path?.at(-1)?.origin === 'key') {
    return [{ path: here, message: issue.received === 'undefined' ? 'is missing' : unknownField(schema, here) }]
  }
  return [{ path: here, message: issue.message.startsWith('Invalid ') ? wordsFor(issue) : issue.message }]
}

function unknownField(schema: v.GenericSchema, path: FieldPath): string {
  const known = path
    .slice(0, -1)
    .reduce<Inside[]>((all, key) => all.flatMap((inside) => stepInto(inside, key)), [schema as Inside])
  const meant = nearest(
    String(path.at(-1)),
    known.flatMap(choicesOf).flatMap(({ entries = {} }) => Object.keys(entries)),
  )
  return `there is no such field${meant === undefined ? '' : `; did you mean ${meant}?`}`
}

/** A schema without what is around it. */
const choicesOf = (inside: Inside): Inside[] =>
  inside.wrapped ? choicesOf(inside.wrapped) : inside.options ? inside.options.flatMap(choicesOf) : [inside]

function stepInto(inside: Inside, key: string | number): Inside[] {
  return choicesOf(inside).flatMap(
    ({ entries, item, value }) => (typeof key === 'number' ? item : (entries?.[key] ?? value)) ?? [],
  )
}

/** The words of a validator, in those of people. */
function wordsFor({ expected, received }: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'is missing'
  const words = { string: 'a text', number: 'a number', boolean: 'true or false', Object: 'an object', Array: 'a list' }
  const known = words[expected as keyof typeof words]
  if (known !== undefined) return `must be ${known}`
  const limit = /^(>=|<=|>|<)(.+)$/.exec(expected ?? '')
  if (limit) return `must be ${{ '>=': 'at least', '<=': 'at most', '>': 'above', '<': 'below' }[limit[1] ?? '']} ${limit[2]}`
  const choices = (expected ?? 'something else').replace(/^\(|\)$/g, '').split(' | ')
  return `must be ${choices.length > 2 ? `one of ${choices.join(', ')}` : choices.join(' or ')}, not ${shown(received, 100)}`
}
