import * as v from 'valibot'
import { type FieldErrors, Refusal } from '../core/errors.ts'
import type { FieldPath } from '../core/field-path.ts'
import type { OperationId } from '../operation/operation.ts'
import { checkBody } from '../requests/check.ts'
import { rulesOf } from '../requests/rules.ts'
import type { Flaw } from './seed-error.ts'

/**
 * A schema for the fields of an object as an operation of the API takes it, with the same checks. In addition, fields that the API would ignore are
 * refused.
 */
export function apiObject(operation: OperationId, description: string) {
  const { body: rule = {} } = rulesOf(operation)
  const names = Object.keys(rule.properties ?? {}).map((name) => [name, v.optional(v.unknown())])
  const fields = v.strictObject(Object.fromEntries(names) as Record<string, v.GenericSchema<unknown>>)
  return v.pipe(
    fields,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const input: Record<string, unknown> = dataset.value
      for (const { path, message } of flawsOfBody(() => checkBody(rule, input))) {
        const [first = '', ...rest] = path
        const root = { type: 'object', origin: 'value', input, key: String(first), value: input[first] } as const
        const deeper = rest.map((key) => ({ type: 'unknown', origin: 'value', input, key, value: undefined }) as const)
        addIssue({ message, path: [root, ...deeper] })
      }
    }),
    v.description(description),
  )
}

/** Runs a check and returns the API's objections, with their fields. */
export function flawsOfBody(act: () => void): Flaw[] {
  try {
    act()
    return []
  } catch (error) {
    return flawsOfRefusal(error)
  }
}

/** The objections of a refusal. @throws the error if it is not a refusal */
export function flawsOfRefusal(error: unknown): Flaw[] {
  if (!(error instanceof Refusal)) throw error
  const { reply, reason } = error
  const { fields } = (reply.body ?? {}) as { fields?: FieldErrors }
  return fields === undefined ? [{ path: [], message: reason }] : flatten(fields, [])
}

/** Flattens errors by field into a list. @param path to the object with the fields */
export function flatten(errors: string[] | FieldErrors, path: FieldPath): Flaw[] {
  if (Array.isArray(errors)) return errors.length === 0 ? [] : [{ path, message: errors.join(' ') }]
  return Object.entries(errors).flatMap(([key, inner]) => {
    if (key === 'non_field_errors') return flatten(inner, path)
    return flatten(inner, [...path, /^\d+$/.test(key) ? Number(key) : key])
  })
}
