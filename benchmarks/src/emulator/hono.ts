import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { type Send, withClient } from './faces.ts'
import { headers } from './filled.ts'

/**
 * Lets a task send requests to a bare Hono route on loopback, which has the same packages as an emulator's server: it finds one by its
 * identifier, and answers with the same bytes.
 *
 * @param origin the URL of the emulator's server
 * @throws {Error} the answers of the two differ
 */
export async function withHono<Result>(
  origin: string,
  identifiers: readonly string[],
  task: (send: Send) => Promise<Result>,
): Promise<Result> {
  const packages = new Map<string, object>()
  for (const identifier of identifiers) packages.set(identifier, JSON.parse(await readAt(origin, identifier)))
  const app = new Hono().get('/packages/:owner/:repo/:identifier/', (context) => {
    const found = packages.get(context.req.param('identifier'))
    return found === undefined ? context.notFound() : context.json(found)
  })
  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const url = `http://127.0.0.1:${address.port}`
  try {
    for (const identifier of identifiers) {
      const [ours, theirs] = [await readAt(origin, identifier), await readAt(url, identifier)]
      if (ours !== theirs) throw new Error(`The answers about ${identifier} differ:\n${ours}\n${theirs}`)
    }
    return await withClient(url, task)
  } finally {
    server.close()
    await once(server, 'close')
  }
}

async function readAt(origin: string, identifier: string): Promise<string> {
  const response = await fetch(`${origin}/packages/acme/dev/${identifier}/`, { headers })
  return response.text()
}
