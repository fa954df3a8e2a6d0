/** An answer before it becomes a `Response`. */
export interface Reply<Status extends number = number, Body = unknown> {
  readonly status: Status
  /** JSON, or nothing. */
  readonly body?: Body
  /** Bytes or text instead of JSON; their type is in `headers`. */
  readonly raw?: Uint8Array | string
  readonly headers?: Readonly<Record<string, string>>
}

/** 200 with a body. */
export function ok<Body>(body: Body): Reply<200, Body> {
  return { status: 200, body }
}

/** 201 with a body. */
export function created<Body>(body: Body): Reply<201, Body> {
  return { status: 201, body }
}

/** 202 with a body. */
export function accepted<Body>(body: Body): Reply<202, Body> {
  return { status: 202, body }
}

/** 204: done, and nothing to say. */
export function noContent(): Reply<204> {
  return { status: 204 }
}

/** 200 without a body. */
export function done(): Reply<200, undefined> {
  return { status: 200 }
}
