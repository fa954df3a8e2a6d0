import * as v from 'valibot'
import { nearest } from '../pipeline/nearest.ts'

type Dataset = v.OutputDataset<unknown, v.BaseIssue<unknown>>

/**
 * An object with exactly these fields. The strict object of valibot reports only the first unknown field, and accepts a list as an object; this one
 * reports every unknown field, and rejects lists.
 */
export const strict = <const Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, undefined> =>
  closed(v.strictObject(entries), v.object(entries), (key) => Object.hasOwn(entries, key), Object.keys(entries))

/** Values by keys of any name. The record of valibot drops keys with a special meaning in JavaScript; this one rejects them. */
export function record<Value extends v.GenericSchema>(value: Value): v.RecordSchema<v.StringSchema<undefined>, Value, undefined> {
  const open = v.record(v.string(), value)
  return closed(open, open, (key) => !['__proto__', 'prototype', 'constructor'].includes(key))
}

/** A schema of objects whose keys are all known. */
function closed<Schema extends v.GenericSchema>(
  schema: Schema,
  open: v.GenericSchema,
  isKnown: (key: string) => boolean,
  known: readonly string[] = [],
): Schema {
  return {
    ...schema,
    '~run'(dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) {
      const { value: input } = dataset
      const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
      const result = (isObject ? open['~run'](dataset, config) : dataset) as Dataset
      if (!isObject) v._addIssue(schema as never, 'type', result, config)
      for (const key of isObject ? Object.keys(input) : []) {
        if (isKnown(key)) continue
        const value: unknown = Reflect.get(input as object, key)
        const place = { type: 'object', origin: 'key', input: input as Record<string, unknown>, key, value } as const
        v._addIssue(schema as never, 'key', result, config, {
          input: value,
          expected: 'never',
          path: [place],
          message: noSuchField(key, known),
        })
      }
      return result
    },
  }
}

function noSuchField(key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  return `there is no such field${meant === undefined ? '' : `; did you mean ${meant}?`}`
}
