/** Requests a package that is 300 MB in 300 kB of gzip, and prints how the call ended and by how many bytes the process grew. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { Cloudsmith } from '../../src/index.ts'

const member = gzipSync(Buffer.alloc(2 ** 24))
const bomb = Buffer.concat(Array.from({ length: 18 }, () => member))
const server = createServer((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const cloudsmith = new Cloudsmith({ baseUrl: `http://127.0.0.1:${port}`, retries: 0 })

const most = () => process.resourceUsage().maxRSS * 1024
const before = most()
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const error: unknown = await cloudsmith.packages.read(at).catch((reason: unknown) => reason)
const grown = most() - before
process.stdout.write(JSON.stringify({ error: error instanceof Error ? error.name : 'none', grown }))
server.closeAllConnections()
server.close()
