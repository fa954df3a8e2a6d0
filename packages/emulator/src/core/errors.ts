import type { Reply } from './reply.ts'

/** An answer that refuses, thrown from wherever that becomes clear. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`${reply.status} ${JSON.stringify(reply.body)}`)
    this.reply = reply
  }

  /** Why, in one text: the messages about fields where there are any, else the detail. */
  get reason(): string {
    const { detail = '', fields } = (this.reply.body ?? {}) as { detail?: string; fields?: FieldErrors }
    return fields === undefined ? detail : messagesIn(fields).join(' ')
  }
}

/** All that is said of a field and of what is in it. */
export function messagesIn(errors: string[] | FieldErrors): string[] {
  return Array.isArray(errors) ? errors : Object.values(errors).flatMap(messagesIn)
}

/** What is wrong with a body, by field. Nested objects have nested fields. */
export interface FieldErrors {
  [field: string]: string[] | FieldErrors
}

/** 400: the object is in the wrong state for this, or the request cannot be read. */
export function wrongState(detail: string): Refusal {
  return new Refusal({ status: 400, body: { detail } })
}

/** 401: a credential that nobody has. */
export function invalidToken(): Refusal {
  return new Refusal({ status: 401, body: { detail: 'Invalid token.' } })
}

/** 401: no credential where one is needed. */
export function notAuthenticated(): Refusal {
  return new Refusal({ status: 401, body: { detail: 'Authentication credentials were not provided.' } })
}

/** 403: known, but not allowed. */
export function forbidden(detail = 'You do not have permission to perform this action.'): Refusal {
  return new Refusal({ status: 403, body: { detail } })
}

/** 404: not there, or not for this caller to know of. */
export function notFound(): Refusal {
  return new Refusal({ status: 404, body: { detail: 'Not found.' } })
}

/** What was looked for. @throws {Refusal} 404 where it is not there */
export function orNotFound<Found>(found: Found | undefined): Found {
  if (found === undefined) throw notFound()
  return found
}

/** 422 with what is wrong, by field. */
export function invalid(fields: FieldErrors): Refusal {
  return new Refusal({ status: 422, body: { code: 'invalid', detail: 'Invalid input.', fields } })
}
