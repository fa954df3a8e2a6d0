import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'
import { answer, isDelivery, receiver } from './answer.ts'

const deliver = toNodeHandler(receiver)

const server = createServer(async (incoming, outgoing) => {
  const { method = 'GET', url = '/' } = incoming
  if (isDelivery(url)) return deliver(incoming, outgoing)
  const body = method === 'GET' ? {} : { body: await text(incoming) }
  const response = await answer(new Request(new URL(url, 'http://127.0.0.1'), { method, ...body }))
  outgoing.end(await response.text())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`listens ${address?.port}`)
})
