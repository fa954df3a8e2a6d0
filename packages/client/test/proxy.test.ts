import { execFile } from 'node:child_process'
import { createServer, request as forward } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { sendJson, serve } from './support/server.ts'

const program = fileURLToPath(new URL('support/one-call.ts', import.meta.url))

/** A proxy on loopback that tunnels with CONNECT, forwards requests for a full URL, and records them. */
async function startProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const proxy = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    const { method, headers } = incoming
    const onward = forward(incoming.url ?? '', { method: method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  proxy.on('connect', ({ url = '' }, client) => {
    asked.push(`CONNECT ${url}`)
    const [host = '', port] = url.split(':')
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      server.pipe(client)
      client.pipe(server)
    })
    server.on('error', () => client.destroy())
    client.on('error', () => server.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked }
}

test('with NODE_USE_ENV_PROXY, calls go through the proxy of the environment', async () => {
  const service = await serve((response) => sendJson(response, 200, { name: 'ms' }))
  const proxy = await startProxy()
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '' }

  const { stdout } = await promisify(execFile)(process.execPath, [program, service.url], { env })

  expect(stdout.trim()).toBe('ms')
  expect(service.arrivals.map(({ headers }) => headers['x-api-key'])).toEqual(['key'])
  expect(proxy.asked).toHaveLength(1)
  expect(proxy.asked[0]).toContain(new URL(service.url).host)
})

test('what NO_PROXY names goes past it', async () => {
  const service = await serve((response) => sendJson(response, 200, { name: 'ms' }))
  const proxy = await startProxy()
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }

  expect((await promisify(execFile)(process.execPath, [program, service.url], { env })).stdout.trim()).toBe('ms')
  expect(proxy.asked).toEqual([])
})

test('to https the proxy is a tunnel, which sees neither the request nor the credential', async () => {
  const seen: Buffer[] = []
  const service = createTcpServer((socket) => {
    socket.on('data', (bytes) => {
      seen.push(bytes)
      socket.destroy()
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    service.close()
  })
  const proxy = await startProxy()
  const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url, NO_PROXY: '' }

  // Nobody answers the handshake: it does not matter how the call fails, only what went through the tunnel.
  await expect(promisify(execFile)(process.execPath, [program, `https://${host}`, '0'], { env })).rejects.toThrow(
    'ConnectionError',
  )

  expect(proxy.asked).toEqual([`CONNECT ${host}`])
  const bytes = Buffer.concat(seen)
  // A TLS record with a handshake.
  expect(bytes[0]).toBe(22)
  expect(bytes.toString('latin1')).not.toMatch(/x-api-key|GET/i)
})
