import type { Taken } from './differences.ts'

/** What is wrong with a text, in the service's words. */
export function textErrors({ format, pattern, minLength = 0, maxLength }: Taken, value: unknown): string[] {
  if (typeof value !== 'string') return ['Not a valid string.']
  if (minLength > 0 && value.trim() === '') return ['This field may not be blank.']
  const length = lengthOf(value)
  if (length < minLength) return [`Ensure this field has at least ${minLength} characters.`]
  if (maxLength !== undefined && length > maxLength) return [`Ensure this field has no more than ${maxLength} characters.`]
  if (pattern !== undefined && !expression(pattern).test(value)) return ['Enter a valid value.']
  const { test, error } = (format === undefined ? undefined : formats[format]) ?? anyFormat
  return test(value) ? [] : [error]
}

/** What is wrong with a number, in the service's words. */
export function numberErrors({ type, minimum, maximum }: Taken, value: unknown): string[] {
  if (type === 'integer' && !Number.isSafeInteger(value)) return ['A valid integer is required.']
  if (typeof value !== 'number' || !Number.isFinite(value)) return ['A valid number is required.']
  if (minimum !== undefined && value < minimum) return [`Ensure this value is greater than or equal to ${minimum}.`]
  if (maximum !== undefined && value > maximum) return [`Ensure this value is less than or equal to ${maximum}.`]
  return []
}

/** What is wrong with a value of an enum, in the service's words. */
export function choiceErrors({ enum: choices = [], isAnyCase }: Taken, value: unknown): string[] {
  const folded = (choice: unknown) => (isAnyCase && typeof choice === 'string' ? choice.toLowerCase() : choice)
  return choices.some((choice) => folded(choice) === folded(value))
    ? []
    : [`"${typeof value === 'string' ? value : JSON.stringify(value)}" is not a valid choice.`]
}

interface Format {
  readonly test: (value: string) => boolean
  readonly error: string
}

const anyFormat: Format = { test: () => true, error: '' }

const formats: Readonly<Record<string, Format>> = {
  uri: { test: (value) => /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value), error: 'Enter a valid URL.' },
  email: { test: (value) => /^[^\s@]+@[^\s@]+$/.test(value), error: 'Enter a valid email address.' },
  uuid: { test: (value) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value), error: 'Must be a valid UUID.' },
  date: { test: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isMoment(value), error: 'Date has wrong format.' },
  'date-time': { test: (value) => /^\d{4}-\d\d-\d\d/.test(value) && isMoment(value), error: 'Datetime has wrong format.' },
}

const isMoment = (value: string): boolean => Number.isFinite(Date.parse(value))

/** The length of a text as the service counts it. */
const lengthOf = (text: string): number => {
  let length = 0
  for (const _character of text) length += 1
  return length
}

const expressions = new Map<string, RegExp>()

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u')
  expressions.set(pattern, known)
  return known
}
