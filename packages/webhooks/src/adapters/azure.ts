import type { DeliveryRequest } from '../receiver/platform.ts'
import type { Receiver } from '../receiver/receiver.ts'

/** The part of an Azure Functions response that is used. */
export interface AzureResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/**
 * Turns a receiver into a handler for Azure Functions, with version 4 of the programming model:
 *
 * ```ts
 * app.http('cloudsmith', { methods: ['POST'], authLevel: 'anonymous', handler: toAzureHandler(receiver) })
 * ```
 *
 * The response waits until all handlers have ended, because the platform does not guarantee that work continues after it. Do not read the body of the
 * request before passing it on.
 */
export function toAzureHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handler(request: DeliveryRequest): Promise<AzureResponse> {
    const answer = await receiver.fetch(request)
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }
}
