import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { headers } from './filled.ts'

/** Sends a request to the emulator, and reads the whole answer. */
export type Send = (method: string, path: string, body?: object) => Promise<void>

/** The emulator's own `fetch`: nothing goes over a wire. */
export function byFetch(emulator: Emulator): Send {
  return async (method, path, body) => {
    const response = await emulator.fetch(emulator.origin + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    await response.arrayBuffer()
    check(method, path, response.status)
  }
}

/** Lets a task send requests to an emulator's server on loopback. */
export async function withServer<Result>(
  emulator: Emulator,
  task: (send: Send, url: string) => Promise<Result>,
): Promise<Result> {
  const server = await serve(emulator)
  try {
    return await withClient(server.url, (send) => task(send, server.url))
  } finally {
    await server.close()
  }
}

/** Lets a task send requests to a server, over connections that are kept: as many as there are requests at once. */
export async function withClient<Result>(url: string, task: (send: Send) => Promise<Result>): Promise<Result> {
  // Node's plainest client: what is measured is the server, and a client in the same process counts too.
  const agent = new Agent({ keepAlive: true })
  const send: Send = async (method, path, body) => {
    const { statusCode = 0 } = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(url + path, { method, headers, agent }, (response) => {
        response
          .on('end', () => resolve(response))
          .on('error', reject)
          .resume()
      })
      request.on('error', reject).end(body && JSON.stringify(body))
    })
    check(method, path, statusCode)
  }
  try {
    return await task(send)
  } finally {
    agent.destroy()
  }
}

function check(method: string, path: string, status: number): void {
  if (status >= 300) throw new Error(`${method} ${path} was answered ${status}`)
}
