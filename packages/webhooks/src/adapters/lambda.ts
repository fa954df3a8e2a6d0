import type { Receiver } from '../receiver/receiver.ts'
import { alreadyRead, isRaw } from './node-request.ts'

/** As much as is used of the events of API Gateway (1.0 and 2.0), of function URLs (as 2.0), and of load balancers. */
export interface LambdaEvent {
  /** API Gateway 1.0 and load balancers. */
  httpMethod?: string
  /** API Gateway 2.0 and function URLs have the method in here. */
  requestContext?: object
  headers?: Record<string, string | undefined> | null
  /** API Gateway 1.0; and load balancers that were told so, which then send no `headers`. */
  multiValueHeaders?: Record<string, string[] | undefined> | null
  body?: unknown
  isBase64Encoded?: boolean
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
 * Lambda freezes a function that has answered, so this one answers when all handlers have ended, also where they took longer than
 * `timeLimit`. The sender is still told 202 then: set `timeLimit: Infinity` to tell it of failures.
 */
export function toLambdaHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handler(event: LambdaEvent): Promise<LambdaResult> {
    const unfinished: Promise<unknown>[] = []
    const answer = await receiver.fetch(requestOf(event), { waitUntil: (work) => void unfinished.push(work) })
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

function requestOf(event: LambdaEvent): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(event.headers ?? event.multiValueHeaders ?? {})) {
    if (value !== undefined) headers.set(name, [value].flat().join(', '))
  }
  // A Request takes neither TRACE nor a GET with a body; both get 405.
  if (methodOf(event) !== 'POST') return new Request('http://localhost/', { headers })
  return new Request('http://localhost/', { method: 'POST', headers, body: bodyOf(event), duplex: 'half' })
}

function methodOf({ httpMethod, requestContext }: LambdaEvent): string | undefined {
  const { http } = (requestContext ?? {}) as { http?: { method?: string } }
  return http?.method ?? httpMethod
}

function bodyOf({ body, rawBody, isBase64Encoded }: LambdaEvent): string | Uint8Array<ArrayBuffer> | ReadableStream {
  const kept = [rawBody, body ?? ''].find(isRaw)
  if (kept === undefined) return alreadyRead()
  return isBase64Encoded && typeof kept === 'string' ? Buffer.from(kept, 'base64') : kept
}
