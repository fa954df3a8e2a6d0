import { toFetchHandler } from '@cloudsmith-sdk/webhooks/fetch'
import { answer, isDelivery, receiver } from './answer.ts'

declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(address: { port: number }): void },
    handler: (request: Request) => Promise<Response>,
  ): unknown
}

const deliver = toFetchHandler(receiver)

Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`listens ${port}`) }, (request) =>
  isDelivery(request.url) ? deliver(request) : answer(request),
)
