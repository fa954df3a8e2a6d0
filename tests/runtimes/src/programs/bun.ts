import { toFetchHandler } from '@cloudsmith-sdk/webhooks/fetch'
import { answer, isDelivery, receiver } from './answer.ts'

const deliver = toFetchHandler(receiver)

// biome-ignore lint/style/noDefaultExport: Bun serves what a program exports so.
export default {
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request: Request) => (isDelivery(request.url) ? deliver(request) : answer(request)),
}
