import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Answers a request on its socket, byte by byte as it likes. */
export type Script = (socket: Socket, request: { readonly number: number; readonly url: string; readonly head: string }) => void

/** A server on loopback that speaks whatever it is told to, and is gone when the test is. */
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

/** The head of an answer. */
export const head = (status: string, ...headers: string[]): string =>
  `HTTP/1.1 ${status}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`

/** A whole answer, after which the connection closes. */
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

/** A whole answer in JSON. */
export const json = (status: string, body: string, ...headers: string[]): Script =>
  answer(status, body, 'Content-Type: application/json', ...headers)

/** Sends something, and goes on as another would. */
export const after =
  (first: string, then: Script): Script =>
  (socket, request) => {
    socket.write(first)
    then(socket, request)
  }

/** Bytes as they are, and then silence, the end, or a reset. */
export const bytes =
  (text: string | Buffer, then: 'silence' | 'end' | 'reset' = 'silence'): Script =>
  (socket) => {
    socket.write(text, () => {
      if (then === 'end') socket.end()
      if (then === 'reset') socket.resetAndDestroy()
    })
  }

/** Sends something first, and then the same piece for ever: as fast as it is taken, or so many milliseconds apart. */
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
