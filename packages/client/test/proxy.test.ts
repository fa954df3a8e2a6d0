import { execFile } from 'node:child_process'
import { createServer, request as forward } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { sendJson, serve } from './support/server.ts'

/** A proxy on loopback that tunnels with CONNECT, passes on what names a whole address, and remembers what it was asked for. */
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
  const program = fileURLToPath(new URL('support/one-call.ts', import.meta.url))
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '' }

  const { stdout } = await promisify(execFile)(process.execPath, [program, service.url], { env })

  expect(stdout.trim()).toBe('ms')
  expect(service.arrivals.map(({ headers }) => headers['x-api-key'])).toEqual(['key'])
  expect(proxy.asked).toHaveLength(1)
  expect(proxy.asked[0]).toContain(new URL(service.url).host)
})
