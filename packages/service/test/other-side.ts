import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request as the other side got it. */
export interface Got {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  /** The body, whose fields tests say; undefined where it is no JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined
}

/** What the other side answers: a status, and what else there is to it. */
export interface Answered {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Somebody on this machine who is told something: keeps what was asked, and answers as it is told to. */
export async function otherSide(answer: (got: Got, number: number) => Answered = () => ({})) {
  const got: Got[] = []
  const server = createServer(async (request, response) => {
    const text = String(await buffer(request))
    const { method = '', url = '' } = request
    const headers = request.headers as Got['headers']
    got.push({
      method,
      path: url,
      headers,
      text,
      json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : undefined,
    })
    const { status = 200, headers: more = {}, body = '' } = answer(got.at(-1) as Got, got.length)
    response.writeHead(status, more).end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
