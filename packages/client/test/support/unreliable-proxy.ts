import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/** What can happen to a request on its way. */
export const mishaps = [
  /** The connection breaks before any of the request has arrived. */
  'broken before',
  /** The connection breaks in the middle of the request. */
  'broken within',
  /** The request is handled, but the connection breaks before the response. */
  'answer lost',
  /** The request is handled, but the connection breaks in the middle of the response. */
  'half an answer',
  /** A gateway answers that the service is not available. */
  'unavailable',
  /** The response is slow. */
  'delayed',
] as const

/** Something that can happen to a request. */
export type Mishap = (typeof mishaps)[number]

/**
 * A proxy on loopback in front of a service.
 *
 * @param mishapOf returns what happens to a request, if anything
 */
export async function unreliableProxy(
  service: string,
  mishapOf: (request: IncomingMessage) => Mishap | undefined,
): Promise<{ url: string }> {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(service)

  /** Forwards a request, and returns the whole response. */
  function ask({ method, url, headers }: IncomingMessage, body: readonly Buffer[]) {
    return new Promise<{ answer: IncomingMessage; bytes: Buffer }>((resolve, reject) => {
      const onward = forward({ agent, hostname, port, method: method ?? 'GET', path: url, headers }, async (answer) => {
        resolve({ answer, bytes: Buffer.concat(await piecesOf(answer)) })
      })
      onward.on('error', reject)
      for (const piece of body) onward.write(piece)
      onward.end()
    })
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    // Node resets this once the request has ended.
    const { socket } = request
    const mishap = mishapOf(request)
    if (mishap === 'broken before') return socket.destroy()
    if (mishap === 'broken within') return request.once('data', () => socket.destroy()).once('end', () => socket.destroy())
    const body = await piecesOf(request)
    if (mishap === 'unavailable') return response.writeHead(503).end('<html>Service Unavailable</html>')
    const { answer, bytes } = await ask(request, body)
    if (mishap === 'answer lost') return socket.destroy()
    if (mishap === 'delayed') await pass(20)
    const { 'transfer-encoding': _, ...headers } = answer.headers
    response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': bytes.length })
    if (mishap !== 'half an answer') return response.end(bytes)
    response.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy())
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    agent.destroy()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function piecesOf(message: IncomingMessage): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece)
  return pieces
}
