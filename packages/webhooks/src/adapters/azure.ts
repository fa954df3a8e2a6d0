import type { DeliveryRequest } from '../receiver/platform.ts'
import type { Receiver } from '../receiver/receiver.ts'

/** As much as is used of what a function answers with. */
export interface AzureResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/**
 * Makes a receiver a handler for Azure Functions, in version 4 of the programming model:
 *
 * ```ts
 * app.http('cloudsmith', { methods: ['POST'], authLevel: 'anonymous', handler: toAzureHandler(receiver) })
 * ```
 *
 * The platform promises nothing to work that outlives the answer, so this one answers when all handlers have ended. Its requests hold the
 * bytes as they came; do not read the body before.
 */
export function toAzureHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handler(request: DeliveryRequest): Promise<AzureResponse> {
    const answer = await receiver.fetch(request)
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }
}
