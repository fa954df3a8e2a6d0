/** The reply of an operation, before it becomes a complete response. */
export interface Reply<Status extends number = number, Body = unknown> {
  readonly status: Status
  /** JSON, or undefined. */
  readonly body?: Body
  /** Bytes or text instead of JSON; `headers` has their type. */
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

/** 204 without a body. */
export function noContent(): Reply<204> {
  return { status: 204 }
}

/** 200 without a body. */
export function done(): Reply<200, undefined> {
  return { status: 200 }
}
