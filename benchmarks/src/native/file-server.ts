import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PackageFixture } from '@cloudsmith-sdk/emulator'

/** A package to serve, by the name and version that npm asks for. */
export interface Served {
  readonly name: string
  readonly version: string
  readonly fixture: PackageFixture
}

/** Serves packages as a bare file server would: what there is was made before, and is found by its path. */
export async function withFileServer<Result>(
  packages: readonly Served[],
  task: (url: string) => Promise<Result>,
): Promise<Result> {
  const files = new Map<string, readonly [type: string, bytes: Uint8Array]>()
  const server = createServer((request, response) => {
    const found = files.get(request.url ?? '')
    if (found === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': found[0], 'Content-Length': found[1].length }).end(found[1])
  })
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const { name, version, fixture } of packages) {
    const tarball = `/${name}/-/${name}-${version}.tgz`
    const integrity = `sha512-${createHash('sha512').update(fixture.bytes).digest('base64')}`
    const shasum = createHash('sha1').update(fixture.bytes).digest('hex')
    const told = { name, version, dist: { integrity, shasum, tarball: url + tarball } }
    const packument = { name, 'dist-tags': { latest: version }, versions: { [version]: told } }
    files.set(`/${name}`, ['application/json', Buffer.from(JSON.stringify(packument))])
    files.set(tarball, ['application/octet-stream', fixture.bytes])
  }
  try {
    return await task(url)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
