import type { Reply } from './reply.ts'

/** An error response. Thrown wherever a request turns out to be unacceptable. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`${reply.status} ${JSON.stringify(reply.body)}`)
    this.reply = reply
  }

  /** The reason as one text: the messages about fields if there are any, else the detail. */
  get reason(): string {
    const { detail = '', fields } = (this.reply.body ?? {}) as { detail?: string; fields?: FieldErrors }
    return fields === undefined ? detail : messagesIn(fields).join(' ')
  }
}

/** All messages about a field and its nested fields. */
export function messagesIn(errors: string[] | FieldErrors): string[] {
  return Array.isArray(errors) ? errors : Object.values(errors).flatMap(messagesIn)
}

/** Messages about a body, by field. Nested objects have nested fields. */
export interface FieldErrors {
  [field: string]: string[] | FieldErrors
}

/** 400: the object is in the wrong state for this, or the request cannot be read. */
export function wrongState(detail: string): Refusal {
  return new Refusal({ status: 400, body: { detail } })
}

/** 401: the credential is unknown. */
export function invalidToken(): Refusal {
  return new Refusal({ status: 401, body: { detail: 'Invalid token.' } })
}

/** 401: a credential is required, but the request has none. */
export function notAuthenticated(): Refusal {
  return new Refusal({ status: 401, body: { detail: 'Authentication credentials were not provided.' } })
}

/** 403: the caller is known, but not permitted. */
export function forbidden(detail = 'You do not have permission to perform this action.'): Refusal {
  return new Refusal({ status: 403, body: { detail } })
}

/** 404: the object does not exist, or the caller may not know of it. */
export function notFound(): Refusal {
  return new Refusal({ status: 404, body: { detail: 'Not found.' } })
}

/** Returns the given object. @throws {Refusal} 404 if it is undefined */
export function orNotFound<Found>(found: Found | undefined): Found {
  if (found === undefined) throw notFound()
  return found
}

/** 422 with messages by field. */
export function invalid(fields: FieldErrors): Refusal {
  return new Refusal({ status: 422, body: { code: 'invalid', detail: 'Invalid input.', fields } })
}
