import { toFetchHandler } from '@cloudsmith-sdk/webhooks/fetch'
import { answer, isDelivery, receiver } from './answer.ts'

const deliver = toFetchHandler(receiver)

// biome-ignore lint/style/noDefaultExport: workers are what a module exports so.
export default {
  fetch: (request: Request, ...platform: unknown[]) =>
    isDelivery(request.url) ? deliver(request, ...platform) : answer(request),
}
