import { type FieldErrors, invalid } from './errors.ts'

/** Looks at the value of one field and says what is wrong with it. */
export interface Field {
  readonly check: (value: unknown) => string[] | FieldErrors
  readonly isRequired?: boolean
  readonly isNullable?: boolean
}

/** The fields of a request body. A field that is not named is ignored, as the service does. */
export type Shape = Readonly<Record<string, Field>>

/** A shape that names every field of a body of the API description: one that gains a field fails to compile. */
export type ShapeOf<Body> = { readonly [Name in keyof Required<Body>]: Field }

const none: string[] = []

/** Text. Limits are in characters; text may be empty unless `min` says otherwise. */
export function text({ min = 0, max, pattern }: { min?: number; max?: number; pattern?: RegExp } = {}): Field {
  return {
    check(value) {
      if (typeof value !== 'string') return ['Not a valid string.']
      if (min > 0 && value.trim() === '') return ['This field may not be blank.']
      if (value.length < min) return [`Ensure this field has at least ${min} characters.`]
      if (max !== undefined && value.length > max) return [`Ensure this field has no more than ${max} characters.`]
      if (pattern !== undefined && !pattern.test(value)) return ['Enter a valid value.']
      return none
    },
  }
}

/** True or false. */
export const flag: Field = { check: (value) => (typeof value === 'boolean' ? none : ['Must be a valid boolean.']) }

/** A whole number. */
export function whole({ min, max }: { min?: number; max?: number } = {}): Field {
  return {
    check(value) {
      if (!Number.isSafeInteger(value)) return ['A valid integer is required.']
      const number = value as number
      if (min !== undefined && number < min) return [`Ensure this value is greater than or equal to ${min}.`]
      if (max !== undefined && number > max) return [`Ensure this value is less than or equal to ${max}.`]
      return none
    },
  }
}

/** An object with keys of any name. */
export const anyObject: Field = { check: (value) => (isObject(value) ? none : ['Expected a dictionary of items.']) }

/** A time in ISO 8601. */
export const moment: Field = {
  check: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && Number.isFinite(Date.parse(value))
      ? none
      : ['Datetime has wrong format.'],
}

/** One of some words or numbers. */
export function oneOf(...choices: readonly (string | number)[]): Field {
  return {
    check: (value) => (choices.some((choice) => choice === value) ? none : [`"${String(value)}" is not a valid choice.`]),
  }
}

/** One of some words, in any case. */
export function oneOfAnyCase(...choices: readonly string[]): Field {
  const known = new Set(choices.map((choice) => choice.toLowerCase()))
  return {
    check: (value) =>
      typeof value === 'string' && known.has(value.toLowerCase()) ? none : [`"${String(value)}" is not a valid choice.`],
  }
}

/** An http or https URL. */
export function url({ max }: { max?: number } = {}): Field {
  return {
    check(value) {
      if (typeof value !== 'string' || !/^https?:\/\/[^\s/]+/i.test(value) || !URL.canParse(value)) return ['Enter a valid URL.']
      if (max !== undefined && value.length > max) return [`Ensure this field has no more than ${max} characters.`]
      return none
    },
  }
}

/** A list, each item of which is checked. */
export function list(item: Field, { min = 0, max }: { min?: number; max?: number } = {}): Field {
  return {
    check(value) {
      if (!Array.isArray(value)) return ['Expected a list of items.']
      if (value.length < min)
        return min === 1 ? ['This list may not be empty.'] : [`Ensure this field has at least ${min} elements.`]
      if (max !== undefined && value.length > max) return [`Ensure this field has no more than ${max} elements.`]
      const wrong = value.map((element) => errorsOf(item, element))
      return wrong.some(hasErrors)
        ? Object.fromEntries(wrong.flatMap((errors, index) => (hasErrors(errors) ? [[String(index), errors]] : [])))
        : none
    },
  }
}

/** An object with fields of its own. */
export function nested(shape: Shape): Field {
  return {
    check(value) {
      if (!isObject(value)) return ['Invalid data. Expected a dictionary.']
      return errorsIn(shape, value)
    },
  }
}

/** The field has to be there. */
export function required(field: Field): Field {
  return { ...field, isRequired: true }
}

/** The field may be `null`. */
export function nullable(field: Field): Field {
  return { ...field, isNullable: true }
}

/** The same shape for a change of some fields: none is required. */
export function partial<Given extends Shape>(shape: Given): Given {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, { ...field, isRequired: false }]),
  ) as unknown as Given
}

/**
 * Checks a body.
 *
 * @returns the fields of it that are named: what else was sent is not taken in
 * @throws {Refusal} 422 with what is wrong with each field
 */
export function checkBody(shape: Shape, body: unknown): Record<string, unknown> {
  if (!isObject(body)) throw invalid({ non_field_errors: ['Invalid data. Expected a dictionary.'] })
  const errors = errorsIn(shape, body)
  if (hasErrors(errors)) throw invalid(errors)
  return Object.fromEntries(Object.entries(body).filter(([name]) => Object.hasOwn(shape, name)))
}

function errorsIn(shape: Shape, body: Readonly<Record<string, unknown>>): FieldErrors {
  const errors: FieldErrors = {}
  for (const [name, field] of Object.entries(shape)) {
    const found = errorsOf(field, body[name])
    if (hasErrors(found)) errors[name] = found
  }
  return errors
}

function errorsOf(field: Field, value: unknown): string[] | FieldErrors {
  if (value === undefined) return field.isRequired ? ['This field is required.'] : none
  if (value === null) return field.isNullable ? none : ['This field may not be null.']
  return field.check(value)
}

function hasErrors(errors: string[] | FieldErrors): boolean {
  return Object.keys(errors).length > 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
