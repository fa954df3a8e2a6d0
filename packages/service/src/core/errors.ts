import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * What the service throws on purpose.
 *
 * @remedy Look for its subclasses, which say what to mend.
 */
export class ServiceError extends CloudsmithError {
  static override readonly kind: string = 'ServiceError'
}

/**
 * The settings cannot be: the message has every problem, a line each, with its place. Nothing was started.
 *
 * @remedy Correct every line of the message; `cloudsmith-promote-service --check` finds the same without starting.
 */
export class SettingsError extends ServiceError {
  static override readonly kind: string = 'SettingsError'

  readonly problems: readonly string[]

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options)
    this.problems = problems
  }
}

/**
 * The database cannot be used; the message says why, and what to do.
 *
 * @remedy Do as the message says: mostly the address is wrong, the server cannot be reached, or the database is of a
 * later version.
 */
export class DatabaseError extends ServiceError {
  static override readonly kind: string = 'DatabaseError'
}

/** Somebody else has taken over what was being done: nothing more may be written about it. */
export class LostClaimError extends ServiceError {
  static override readonly kind: string = 'LostClaimError'
}

/** Characters of an error that are kept, at most. */
const longest = 2_000

/** An error in a sentence, for logs and people: with its causes, without a stack, no longer than 2,000 characters. */
export function describeError(error: unknown): string {
  const told: string[] = []
  for (let each = error; each !== undefined && each !== null && told.length < 5; each = causeOf(each)) {
    const text = textOf(each)
    if (!told.some((before) => before.includes(text))) told.push(text)
  }
  return told.join(' Because: ').slice(0, longest)
}

const causeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined

function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(textOf).join('; ')
  if (typeof error !== 'object' || error === null) return String(error)
  // Libraries tell of errors by objects that only look like them.
  const { message, code, name } = error as Partial<Record<string, unknown>>
  return [message, code, name].find((text): text is string => typeof text === 'string' && text !== '') ?? 'it says nothing'
}
