import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { ServiceError } from '../core/errors.ts'

/** A listening HTTP server. */
export interface HttpServer {
  /** Its address, such as `http://127.0.0.1:8080`. */
  readonly url: string
  /** Stops accepting requests, and closes connections that are still open after a number of milliseconds. */
  close(patience: number): Promise<void>
}

/** Timeouts in milliseconds for the headers of a request, and for all of it. */
const slowest = { headers: 10_000, request: 60_000 }

/**
 * Starts an HTTP server.
 *
 * @throws {ServiceError} it cannot listen, for example because the port is in use
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
    // Event streams never end by themselves.
    const timer = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
