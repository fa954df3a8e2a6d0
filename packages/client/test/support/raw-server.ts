import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Answers a request directly on its socket. */
export type Script = (socket: Socket, request: { readonly number: number; readonly url: string; readonly head: string }) => void

/** A server on loopback that sends whatever the test says, and stops after the test. */
export async function serveRaw(script: Script): Promise<{ url: string; sent: () => number; requests: () => number }> {
  const sockets = new Set<Socket>()
  let requests = 0
  let sent = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sent += socket.bytesWritten
      sockets.delete(socket)
    })
    let head = ''
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      requests += 1
      const request = { number: requests, url: address(), head }
      head = ''
      script(socket, request)
    })
  })
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const underWay = () => [...sockets].reduce((bytes, { bytesWritten }) => bytes + bytesWritten, 0)
  return { url: address(), sent: () => sent + underWay(), requests: () => requests }
}

/** The head of a response. */
export const head = (status: string, ...headers: string[]): string =>
  `HTTP/1.1 ${status}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`

/** A complete response, after which the connection is closed. */
export const answer =
  (status: string, body: string | Buffer = '', ...headers: string[]): Script =>
  (socket) => {
    const bytes = Buffer.from(body)
    socket.end(
      Buffer.concat([
        Buffer.from(head(status, `Content-Length: ${bytes.length}`, 'Connection: close', ...headers), 'latin1'),
        bytes,
      ]),
    )
  }

/** A complete JSON response. */
export const json = (status: string, body: string, ...headers: string[]): Script =>
  answer(status, body, 'Content-Type: application/json', ...headers)

/** Sends a text first, and then continues with another handler. */
export const after =
  (first: string, then: Script): Script =>
  (socket, request) => {
    socket.write(first)
    then(socket, request)
  }

/** Sends bytes unchanged, and then falls silent, ends or resets the connection. */
export const bytes =
  (text: string | Buffer, then: 'silence' | 'end' | 'reset' = 'silence'): Script =>
  (socket) => {
    socket.write(text, () => {
      if (then === 'end') socket.end()
      if (then === 'reset') socket.resetAndDestroy()
    })
  }

/** Sends a text first, and then the same piece for ever: as fast as it is read, or at an interval in milliseconds. */
export const forEver =
  (first: string, piece: string | Buffer, pause?: number): Script =>
  (socket) => {
    socket.write(first)
    if (pause !== undefined) {
      const timer = setInterval(() => socket.write(piece), pause)
      socket.on('close', () => clearInterval(timer))
      return
    }
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
      socket.once('drain', more)
    }
    more()
  }
