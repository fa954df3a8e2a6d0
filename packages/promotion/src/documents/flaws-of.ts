import * as v from 'valibot'
import type { FieldPath, Flaw } from '../repository/document-error.ts'
import { shown } from '../text/shown.ts'
import { deepest, mostProblems, mostValues } from './limits.ts'

/** A valid value, or everything that is wrong with it. */
export type Examined<Output> = { readonly output: Output } | { readonly flaws: readonly Flaw[] }

/** Checks a value against a schema. */
export function examine<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Examined<Output> {
  const beyond = flawOfSize(value)
  if (beyond !== undefined) return { flaws: [beyond] }
  const checked = v.safeParse(schema, value)
  return checked.success ? { output: checked.output } : { flaws: checked.issues.slice(0, mostProblems).map(flawOf) }
}

function flawOf({ expected, message, input, path, type }: v.BaseIssue<unknown>): Flaw {
  const keys: FieldPath = (path ?? []).map(({ key }) => key as string | number)
  if (path?.at(-1)?.origin === 'key') {
    return { path: keys, message: expected === 'never' ? message : 'is missing' }
  }
  const wanted = message.startsWith('Invalid ') ? `expected ${wordsFor(expected, type)}` : message
  return { path: keys, message: `${wanted}, found ${shown(input)}` }
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  Object: 'an object',
  Array: 'a list',
}

/** What valibot expects, in plain words. */
function wordsFor(expected: string | null, type: string): string {
  if (expected === null) return type
  return [...new Set(expected.replace(/^\(|\)$/g, '').split(' | '))].map((each) => words[each] ?? each).join(' or ')
}

/** Whether a value is too large or too deeply nested; a circular value counts as too deep. */
function flawOfSize(value: unknown): Flaw | undefined {
  const ahead: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  let count = 1
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > deepest) return { path: [], message: `expected at most ${deepest} nested objects and lists` }
    const inside: readonly unknown[] = Array.isArray(next.value) ? next.value : Object.values(next.value)
    count += inside.length
    if (count > mostValues) return { path: [], message: `expected at most ${mostValues} values` }
    for (const inner of inside) ahead.push({ value: inner, depth: next.depth + 1 })
  }
  return undefined
}
