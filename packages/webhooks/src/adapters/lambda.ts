import type { Receiver } from '../receiver/receiver.ts'
import { requestOf } from './web-request.ts'

/** As much as is used of the events of API Gateway (1.0 and 2.0), of function URLs (as 2.0), and of load balancers. */
export interface LambdaEvent {
  /** API Gateway 1.0 and load balancers. */
  httpMethod?: string | undefined
  /** API Gateway 2.0 and function URLs have the method in here. */
  requestContext?: object | undefined
  headers?: Record<string, string | undefined> | null | undefined
  /** API Gateway 1.0; and load balancers that were told so, which then send no `headers`. */
  multiValueHeaders?: Record<string, string[] | undefined> | null | undefined
  body?: unknown
  isBase64Encoded?: boolean | undefined
  /** The text beside a parsed body, as Middy's JSON parser keeps it. */
  rawBody?: unknown
}

/** What all of them understand. */
export interface LambdaResult {
  statusCode: number
  headers: Record<string, string>
  /** A load balancer that sends these reads no others. */
  multiValueHeaders?: Record<string, string[]>
  body: string
  isBase64Encoded: false
}

/**
 * Makes a receiver a handler for AWS Lambda behind API Gateway, a function URL or a load balancer:
 * `export const handler = toLambdaHandler(receiver)`.
 *
 * Lambda freezes a function that has answered, so this one answers when all handlers have ended, and with what became of them. Where the
 * receiver has a `timeLimit` and they took longer, the sender is told 202, but not before they have ended.
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
