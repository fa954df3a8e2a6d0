import type { Receiver } from '../receiver/receiver.ts'
import { requestOf } from './web-request.ts'

/** The part that is used of the events of API Gateway (1.0 and 2.0), function URLs (like 2.0) and load balancers. */
export interface LambdaEvent {
  /** The method, from API Gateway 1.0 and load balancers. */
  httpMethod?: string | undefined
  /** Contains the method, from API Gateway 2.0 and function URLs. */
  requestContext?: object | undefined
  headers?: Record<string, string | undefined> | null | undefined
  /** Sent by API Gateway 1.0, and by load balancers that are configured to, which then send no `headers`. */
  multiValueHeaders?: Record<string, string[] | undefined> | null | undefined
  body?: unknown
  isBase64Encoded?: boolean | undefined
  /** The original text, if Middy's JSON parser has kept it beside a parsed body. */
  rawBody?: unknown
}

/** A result that all of them accept. */
export interface LambdaResult {
  statusCode: number
  headers: Record<string, string>
  /** A load balancer that sends `multiValueHeaders` only reads these. */
  multiValueHeaders?: Record<string, string[]>
  body: string
  isBase64Encoded: false
}

/**
 * Turns a receiver into a handler for AWS Lambda behind API Gateway, a function URL or a load balancer:
 * `export const handler = toLambdaHandler(receiver)`.
 *
 * Lambda freezes a function after its response, so the response waits until all handlers have ended, and reports their outcome. If the receiver has a
 * `timeLimit` and they took longer, the status is 202, but it is still only sent when they have ended.
 */
export function toLambdaHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handler(event: LambdaEvent): Promise<LambdaResult> {
    const unfinished: Promise<unknown>[] = []
    const waitUntil = (work: Promise<unknown>) => unfinished.push(work)
    const answer = await receiver.fetch(requestOfLambda(event), { waitUntil, timeLimit: Number.POSITIVE_INFINITY })
    await Promise.all(unfinished)
    const { headers, multiValueHeaders } = event
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      ...(multiValueHeaders && !headers
        ? { multiValueHeaders: Object.fromEntries([...answer.headers].map(([name, value]) => [name, [value]])) }
        : {}),
      body: await answer.text(),
      isBase64Encoded: false,
    }
  }
}

function requestOfLambda(event: LambdaEvent): Request {
  return requestOf({
    method: methodOf(event),
    headers: event.headers ?? event.multiValueHeaders,
    kept: () => [event.rawBody, event.body ?? ''].map((body) => decoded(body, event.isBase64Encoded)),
    rest: () => undefined,
  })
}

function methodOf({ httpMethod, requestContext }: LambdaEvent): string | undefined {
  const { http } = (requestContext ?? {}) as { http?: { method?: string } }
  return http?.method ?? httpMethod
}

function decoded(body: unknown, isBase64Encoded: boolean | undefined): unknown {
  return isBase64Encoded && typeof body === 'string' ? Buffer.from(body, 'base64') : body
}
