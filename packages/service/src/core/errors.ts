import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * The base class of the service's errors.
 *
 * @remedy See its subclasses, whose messages say what to correct.
 */
export class ServiceError extends CloudsmithError {
  static override readonly kind: string = 'ServiceError'
}

/**
 * The settings are not valid. The message lists every problem with its place, one per line. Nothing was started.
 *
 * @remedy Correct what the message lists. `cloudsmith-promote-service --check` reports the same without starting the service.
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
 * The database cannot be used. The message says why and what to do.
 *
 * @remedy Follow the message. Usually the address is wrong, the server cannot be reached, or the database belongs to a later version.
 */
export class DatabaseError extends ServiceError {
  static override readonly kind: string = 'DatabaseError'
}

/** Another process has taken over the work, so this one must not record anything about it any more. */
export class LostClaimError extends ServiceError {
  static override readonly kind: string = 'LostClaimError'
}

/** Maximum length of a stored error in characters. */
const longest = 2_000

/** Describes an error for logs and people: with its causes, without stacks, in at most 2,000 characters. */
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
  // Some libraries report errors as objects that only resemble them.
  const { message, code, name } = error as Partial<Record<string, unknown>>
  return [message, code, name].find((text): text is string => typeof text === 'string' && text !== '') ?? 'it gave no reason'
}
