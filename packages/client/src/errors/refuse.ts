import { readRateLimit } from '../transport/rate-limit.ts'
import { readWait } from '../transport/retry-after.ts'
import { explainAnonymous } from './anonymous.ts'
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
import { flattenFields } from './fields.ts'
import { whenFrom } from './held-back.ts'
import type { FailedRequest } from './transport.ts'

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionError,
  404: NotFoundError,
  422: ValidationError,
  429: RateLimitError,
}

/** What a caller knows of a request when it is refused. */
export interface RefusedRequest extends FailedRequest {
  /** A credential was sent. */
  authenticated: boolean
  /** Milliseconds since the epoch. */
  now: number
}

/** The error for an answer that is not 2xx. `text` is its body, of any kind: JSON, HTML, XML, empty or cut off. */
export function refuse(response: Response, text: string, request: RefusedRequest): ApiError {
  const { status, headers } = response
  const body = parseBody(text)
  const retryAfter = readWait(response, request.now)
  const refusal: Refusal & Partial<KnownLimit> = {
    operation: request.operation,
    attempts: request.attempts,
    status,
    detail: body.detail || describeForeignBody(response, text),
    code: body.code,
    fields: flattenFields(body.fields),
    requestId: headers.get('x-request-id') ?? headers.get('x-amzn-requestid') ?? headers.get('cf-ray') ?? undefined,
    retryAfter,
    rateLimit: readRateLimit(headers),
    ...(status === 429 && { retryAt: retryAfter === undefined ? undefined : request.now + retryAfter, limitedBy: 'service' }),
  }
  const message = explain(refusal, request)
  const ErrorClass = classes[status] ?? (status >= 500 ? ServerError : ApiError)
  return new ErrorClass(message, refusal)
}

interface ErrorBody {
  detail?: string | undefined
  code?: string | undefined
  fields?: unknown
}

function parseBody(text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return {}
    const { detail, code, fields } = body as Record<string, unknown>
    return {
      // A sentence, says the documentation; lists and objects of sentences come as well.
      detail: Object.values(flattenFields(detail)).flat().join(' '),
      code: typeof code === 'string' ? code : undefined,
      fields,
    }
  } catch {
    return {}
  }
}

/** Gateways answer with HTML, the storage in front of uploads with XML: keep the one useful sentence, or say what came. */
function describeForeignBody({ headers, statusText }: Response, text: string): string {
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? /<title>([^<]*)<\/title>/i.exec(text)?.[1]
  const type = headers.get('content-type')?.split(';')[0] ?? 'of no known type'
  return (
    message?.trim() || (text.trim() === '' ? statusText || 'the answer has no body' : `the answer is ${type} without a detail`)
  )
}

function explain(refusal: Refusal, { authenticated, now }: RefusedRequest): string {
  const { status, operation, detail, fields, retryAfter } = refusal
  const said = `${status} on ${operation}: ${detail}`
  const wrong = Object.entries(fields).map(([field, messages]) => `${field}: ${messages.join(' ')}`)
  const details = wrong.length === 0 ? '' : `\n${wrong.map((line) => `  ${line}`).join('\n')}`
  if (!authenticated && [401, 403, 404].includes(status)) return explainAnonymous(status, said)
  switch (status) {
    case 401:
      return `Cloudsmith does not accept this credential (${said}).
Set CLOUDSMITH_API_KEY, pass { apiKey }, or put api_key into ~/.cloudsmith/credentials.ini.`
    case 402:
      return `The plan of the workspace does not include this (${said}).`
    case 403:
      return `The credential lacks the permission for this (${said}).`
    case 404:
      return `Not there, or not for this credential to see (${said}). Check the slugs of workspace, repository and package.`
    case 422:
      return `Cloudsmith does not accept the request (${said}).${details}`
    case 429:
      return `Cloudsmith takes no more requests for now (${said}).${retryAfter === undefined ? '' : ` Try again at ${whenFrom(now, retryAfter)}.`}`
    default:
      return `Cloudsmith answered ${said}${details}`
  }
}
