import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** An issuer of identity tokens on this machine, as those of CI systems are. */
export interface Issuer {
  readonly issuer: string
  /** Requests so far. */
  readonly asked: string[]
  token(claims: JWTPayload): Promise<string>
  /** From now on it signs with, and publishes, another key. */
  rotate(): Promise<void>
  close(): Promise<void>
}

/** Starts one. */
export async function startIssuer(): Promise<Issuer> {
  const asked: string[] = []
  let count = 0
  let keys = await generateKeyPair('RS256', { extractable: true })
  const kid = () => `key-${count}`
  const server = createServer(async ({ url = '' }, response) => {
    asked.push(url)
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: kid(), alg: 'RS256', use: 'sig' }] }
    const body = url === '/jwks' ? jwks : { issuer, jwks_uri: `${issuer}/jwks` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    asked,
    token: (claims) =>
      new SignJWT({ iss: issuer, ...claims }).setProtectedHeader({ alg: 'RS256', kid: kid() }).sign(keys.privateKey),
    async rotate() {
      count++
      keys = await generateKeyPair('RS256', { extractable: true })
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
