import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Whoever tells jobs who they are, on loopback. */
export interface Identities {
  /** What a job finds in its environment that may ask. */
  readonly environment: Readonly<Record<string, string>>
  /** For whom identities were asked for. */
  readonly audiences: readonly string[]
  close(): Promise<void>
}

/**
 * Starts a server that gives out tokens which nobody trusts: npm asks for one, has it refused by the registry of the test, which knows no
 * trusted publishers, and goes on with the key of its configuration.
 */
export async function startIdentities(): Promise<Identities> {
  const audiences: string[] = []
  const server = createServer((request, response) => {
    audiences.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('audience') ?? '')
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ value: 'e30.e30.nobody' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    environment: { ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a job' },
    audiences,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
