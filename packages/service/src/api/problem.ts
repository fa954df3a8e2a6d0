import { DecisionError } from '../flow/decision-error.ts'

/** A call fails with this status and reason, and with the problems of single fields by their paths. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly fields: Readonly<Record<string, string>> | undefined

  constructor(status: number, detail: string, fields?: Readonly<Record<string, string>>) {
    super(detail)
    this.status = status
    this.fields = fields
  }
}

const statusOf = { 'not found': 404, over: 409, 'not possible': 422 } as const

const titles: Readonly<Record<number, string>> = {
  ...{ 400: 'Bad request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not found', 405: 'Method not allowed', 409: 'Conflict' },
  ...{ 413: 'Content too large', 415: 'Unsupported media type', 422: 'Not possible', 500: 'Internal error', 503: 'Unavailable' },
}

/** The problem that callers see for an error; undefined for internal errors, which they must not see. */
export function problemIn(error: unknown): ApiProblem | undefined {
  if (error instanceof ApiProblem) return error
  return error instanceof DecisionError ? new ApiProblem(statusOf[error.problem], error.message) : undefined
}

/** Responds with problem details. @see https://www.rfc-editor.org/rfc/rfc9457 */
export function answerProblem({ status, message, fields }: ApiProblem): Response {
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail: message, ...(fields && { fields }) }
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  const asks = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}
  return new Response(JSON.stringify(body), { status, headers: { ...headers, ...asks } })
}
