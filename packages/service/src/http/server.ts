import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { ServiceError } from '../core/errors.ts'

/** A server that listens. */
export interface HttpServer {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string
  /** Takes no more requests, and ends those that take longer than some milliseconds. */
  close(patience: number): Promise<void>
}

/** Milliseconds for the head of a request, and for all of it. */
const slowest = { headers: 10_000, request: 60_000 }

/**
 * Listens.
 *
 * @throws {ServiceError} it cannot: the port is taken, for example
 */
export async function listen(app: Pick<Hono, 'fetch'>, { host, port }: { host: string; port: number }): Promise<HttpServer> {
  const server = createServer(
    { headersTimeout: slowest.headers, requestTimeout: slowest.request },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? `port ${port} is taken: choose another with --port` : cause.message
      reject(new ServiceError(`Cannot listen on ${host}: ${why}.`, { cause }))
    })
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: (patience) => close(server, patience) }
}

const close = (server: Server, patience: number): Promise<void> =>
  new Promise((resolve) => {
    // Streams of events never end by themselves.
    const timer = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
