import { redact } from '../observe/redact.ts'
import { readRateLimit } from '../transport/rate-limit.ts'
import { readWait } from '../transport/retry-after.ts'
import type { CallContext } from '../transport/transport.ts'
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  type KnownLimit,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  type Refusal,
  ServerError,
  ValidationError,
} from './api.ts'
import { explain, type RefusedCall } from './explain-refusal.ts'
import { failed } from './failed.ts'
import { readRefusal } from './read-refusal.ts'

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionError,
  404: NotFoundError,
  422: ValidationError,
  429: RateLimitError,
}

/** The error for a response that is not 2xx. `text` is its body, of any type: JSON, HTML, XML, empty or cut off. */
export function refuse(response: Response, text: string, call: RefusedCall): ApiError {
  const { context, now } = call
  const { status, headers } = response
  const body = readRefusal(text)
  const hidden = (said: string) => redact(said, context)
  const retryAfter = readWait(response, now)
  const refusal: Refusal & Partial<KnownLimit> = {
    ...failed(context),
    status,
    detail: hidden(body.detail || describeForeignBody(response, text)),
    code: body.code && hidden(body.code),
    fields: Object.fromEntries(Object.entries(body.fields).map(([name, said]) => [hidden(name), said.map(hidden)])),
    headers: shownHeaders(headers, context),
    requestId: hidden(body.requestId ?? requestIdOf(headers)) || undefined,
    retryAfter,
    rateLimit: readRateLimit(headers),
    ...(status === 429 && { retryAt: retryAfter === undefined ? undefined : now + retryAfter, limitedBy: 'service' }),
  }
  const ErrorClass = classes[status] ?? (status >= 500 && status < 600 ? ServerError : ApiError)
  return new ErrorClass(explain(refusal, call, body.detail !== ''), refusal)
}

/** Describes the body of a response without a `detail`, such as the HTML of a gateway. */
function describeForeignBody({ headers, statusText }: Response, text: string): string {
  if (text.trim() === '') return statusText || 'the response has no body'
  return `the response is ${headers.get('content-type')?.split(';')[0] ?? 'of no known type'} without a detail`
}

/** Headers with a request identifier: the service's own first, then those of gateways and of the storage. */
const requestIds = ['x-request-id', 'x-amzn-requestid', 'x-amz-request-id', 'cf-ray']

const requestIdOf = (headers: Headers): string =>
  requestIds.map((name) => headers.get(name) ?? '').find((value) => value !== '') ?? ''

/** Headers that may contain credentials: sessions, keys and signed URLs. */
const confidential: ReadonlySet<string> = new Set(['set-cookie', 'location', 'authorization', 'x-api-key'])

const shownHeaders = (headers: Headers, context: CallContext): Record<string, string> =>
  Object.fromEntries(
    [...headers].filter(([name]) => !confidential.has(name)).map(([name, value]) => [name, redact(value, context)]),
  )
