/** A service that takes bytes and keeps none, in a process of its own: prints its address, and ends when its input does. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const pkg = { namespace: 'acme', repository: 'dev', slug_perm: 'abc', filename: 'big.bin', format: 'raw' }

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '', origin())
  await drain(request)
  const upload = { identifier: 'up1', upload_url: `${origin()}/upload/`, upload_fields: {}, upload_headers: {} }
  const answer = pathname === '/files/acme/dev/' ? upload : pathname === '/upload/' ? {} : pkg
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
})

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

async function drain(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}

server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => process.stdout.write(`${origin()}\n`))
process.stdin.on('end', () => process.exit()).resume()
