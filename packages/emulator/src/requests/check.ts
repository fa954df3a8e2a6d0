import { type FieldErrors, invalid } from '../core/errors.ts'
import type { Taken } from './differences.ts'
import { normalised } from './normalise.ts'
import { choiceErrors, numberErrors, textErrors } from './scalars.ts'
import { isObject, variantOf } from './variants.ts'

type Errors = string[] | FieldErrors
type Fields = Readonly<Record<string, unknown>>

const none: string[] = []

/**
 * Checks a body.
 *
 * @returns the fields that the rule names, as the service stores them; others are dropped
 * @throws {Refusal} 422 with what is wrong with each field
 */
export function checkBody(rule: Taken, given: unknown): Record<string, unknown> {
  const body = normalised(rule, given)
  const errors = errorsOf(rule, body)
  if (hasErrors(errors)) throw invalid(Array.isArray(errors) ? { non_field_errors: errors } : errors)
  const { properties } = variantOf(rule, body as Fields)
  if (properties === undefined) return body as Record<string, unknown>
  return Object.fromEntries(Object.entries(body as Fields).filter(([name]) => Object.hasOwn(properties, name)))
}

/** What is wrong with a value, in the service's words: undefined, some texts, or errors by nested field. */
export function errorsOf(rule: Taken, value: unknown): Errors {
  const mayBeAnything = rule.type === undefined && rule.enum === undefined && rule.anyOf === undefined
  if (value === null) return rule.nullable || mayBeAnything ? none : ['This field may not be null.']
  if (rule.enum !== undefined) return choiceErrors(rule, value)
  if (rule.anyOf !== undefined) return anyOfErrors(rule.anyOf, value)
  switch (rule.type) {
    case 'string':
      return textErrors(rule, value)
    case 'integer':
    case 'number':
      return numberErrors(rule, value)
    case 'boolean':
      return typeof value === 'boolean' ? none : ['Must be a valid boolean.']
    case 'array':
      return listErrors(rule, value)
    case 'object':
      return objectErrors(rule, value)
    default:
      return none
  }
}

function anyOfErrors(rules: readonly Taken[], value: unknown): Errors {
  const all = rules.map((rule) => errorsOf(rule, value))
  return all.every(hasErrors) ? (all[0] ?? none) : none
}

function listErrors({ items, minItems = 0, maxItems }: Taken, value: unknown): Errors {
  if (!Array.isArray(value)) return ['Expected a list of items.']
  if (value.length === 0 && minItems > 0) return ['This list may not be empty.']
  if (value.length < minItems) return [`Ensure this field has at least ${minItems} elements.`]
  if (maxItems !== undefined && value.length > maxItems) return [`Ensure this field has no more than ${maxItems} elements.`]
  if (items === undefined) return none
  const wrong = value.map((element) => errorsOf(items, element))
  return Object.fromEntries(wrong.flatMap((errors, index) => (hasErrors(errors) ? [[String(index), errors]] : [])))
}

function objectErrors(given: Taken, value: unknown): Errors {
  if (!isObject(value)) return ['Invalid data. Expected a dictionary.']
  const rule = variantOf(given, value)
  const { properties = {}, required = [] } = rule
  const errors: FieldErrors = {}
  for (const [name, field] of Object.entries(properties)) {
    const found = value[name] === undefined ? missing(required.includes(name)) : errorsOf(field, value[name])
    if (hasErrors(found)) errors[name] = found
  }
  return hasErrors(errors) ? errors : groupErrors(rule, value)
}

const missing = (isRequired: boolean): string[] => (isRequired ? ['This field is required.'] : none)

/** What is wrong with fields that exclude each other. */
function groupErrors(rule: Taken, value: Fields): FieldErrors {
  const groups = rule['x-one-of'] ?? rule['x-at-most-one-of'] ?? []
  const given = groups.filter((names) => names.some((name) => isSaid(value[name])))
  const names = series(groups.flat())
  if (given.length > 1) return { non_field_errors: [`Only one of ${names} may be given.`] }
  return given.length === 0 && rule['x-one-of'] !== undefined ? { non_field_errors: [`One of ${names} is required.`] } : {}
}

/** Undefined, null and an empty list count as not given. */
const isSaid = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)

const series = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Whether there are any errors. */
export function hasErrors(errors: Errors): boolean {
  return Object.keys(errors).length > 0
}
