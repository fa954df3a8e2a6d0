import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request that arrived. */
export interface Arrival {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Answers a request. Its number is counted from 1. */
export type Handler = (response: ServerResponse, arrival: Arrival, number: number) => void

/**
 * A server on loopback that answers as the test says, records the requests, and stops after the test. `meet` is called when a request
 * begins to arrive, and may abort it.
 */
export async function serve(
  handler: Handler,
  meet: (request: IncomingMessage) => void = () => {},
): Promise<{ url: string; arrivals: Arrival[] }> {
  const arrivals: Arrival[] = []
  const server = createServer(async (request, response) => {
    meet(request)
    const arrival = await receive(request).catch(() => undefined)
    if (arrival === undefined) return
    handler(response, arrival, arrivals.push(arrival))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals }
}

async function receive(request: IncomingMessage): Promise<Arrival> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
}

/** A URL on this machine where nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}
