import * as v from 'valibot'
import type { FieldPath } from '../core/field-path.ts'
import { nearest } from '../core/nearest.ts'
import { shown } from '../core/visible.ts'
import type { Flaw } from './seed-error.ts'

/** The parts of a schema that are searched for names. */
interface Inside {
  readonly entries?: Readonly<Record<string, Inside>>
  readonly item?: Inside
  readonly wrapped?: Inside
  readonly value?: Inside
  readonly options?: readonly Inside[]
}

/** The output of a schema, or its objections. */
export type Checked<Output> = { readonly output: Output } | { readonly flaws: readonly Flaw[] }

/** Checks a value against a schema, with messages in the terms of seed files. */
export function checked<Schema extends v.GenericSchema>(schema: Schema, given: unknown): Checked<v.InferOutput<Schema>> {
  const misplaced = misplacedLists(schema as Inside, given, [])
  if (misplaced.length > 0) return { flaws: misplaced }
  const { success, output, issues } = v.safeParse(schema, given)
  return success ? { output } : { flaws: issues.flatMap((issue) => flawsOfIssue(schema, issue)) }
}

/** Finds arrays where objects are expected, which the validator accepts as objects. */
function misplacedLists(wanted: Inside, given: unknown, path: FieldPath): Flaw[] {
  if (typeof given !== 'object' || given === null) return []
  const choices = choicesOf(wanted)
  const isList = Array.isArray(given)
  if (isList && choices.some(({ entries, value }) => entries ?? value) && !choices.some(({ item }) => item))
    return [{ path, message: 'must be an object' }]
  const parts: [string | number, unknown][] = isList ? [...given.entries()] : Object.entries(given)
  return parts.flatMap(([key, part]) => {
    const options = stepInto(wanted, key)
    // Stops where the schema does, because anything else may contain itself.
    return options.length === 0 ? [] : misplacedLists({ options }, part, [...path, key])
  })
}

/**
 * The objections of a schema in the terms of seed files. Problems inside one of several alternatives are reported for the alternative with the right
 * type.
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

/** The alternatives of a schema, without its wrappers. */
const choicesOf = (inside: Inside): Inside[] =>
  inside.wrapped ? choicesOf(inside.wrapped) : inside.options ? inside.options.flatMap(choicesOf) : [inside]

function stepInto(inside: Inside, key: string | number): Inside[] {
  return choicesOf(inside).flatMap(
    ({ entries, item, value }) => (typeof key === 'number' ? item : (entries?.[key] ?? value)) ?? [],
  )
}

/** Rephrases a message of the validator. */
function wordsFor({ expected, received }: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'is missing'
  const words = { string: 'text', number: 'a number', boolean: 'true or false', Object: 'an object', Array: 'a list' }
  const known = words[expected as keyof typeof words]
  if (known !== undefined) return `must be ${known}`
  const limit = /^(>=|<=|>|<)(.+)$/.exec(expected ?? '')
  if (limit) return `must be ${{ '>=': 'at least', '<=': 'at most', '>': 'above', '<': 'below' }[limit[1] ?? '']} ${limit[2]}`
  const choices = (expected ?? 'something else').replace(/^\(|\)$/g, '').split(' | ')
  return `must be ${choices.length > 2 ? `one of ${choices.join(', ')}` : choices.join(' or ')}, not ${shown(received, 100)}`
}
