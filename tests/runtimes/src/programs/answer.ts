import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { tell } from '../stories.ts'
import type { World } from '../world.ts'
import { signatureKey } from './signature-key.ts'

const received: string[] = []

/** What this runtime serves under `/cloudsmith`, by the adapter that the README of webhooks names for it. */
export const receiver = createReceiver({ signatureKey }).on('*', ({ meta, data }) => {
  received.push(`${meta.event_id} ${Reflect.get(Object(data), 'name') ?? ''}`.trim())
})

/** Answers what the tests ask of a runtime: to tell a story, and which deliveries came. */
export async function answer(request: Request): Promise<Response> {
  if (request.method === 'GET') return Response.json(received)
  const { title, world } = (await request.json()) as { title: string; world: World }
  return Response.json(await tell(title, world))
}

/** Whether a request is a delivery. */
export const isDelivery = (url: string): boolean => new URL(url, 'http://127.0.0.1').pathname === '/cloudsmith'
