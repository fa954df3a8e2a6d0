import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Pair = Exclude<Awaited<ReturnType<typeof crypto.subtle.generateKey>>, { type: unknown }>

const encoded = (bytes: string | ArrayBuffer) => Buffer.from(bytes as string).toString('base64url')

/** A CI system that gives its jobs identity tokens and publishes the keys to verify them, on a port of this machine. */
export async function startCi(claims: Record<string, string>) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as Pair
  const jwks = { keys: [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'one', alg: 'ES256' }] }
  const server = createServer(async ({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, issuer)
    const pages: Record<string, () => Promise<object> | object> = {
      '/.well-known/openid-configuration': () => ({ issuer, jwks_uri: `${issuer}/jwks` }),
      '/jwks': () => jwks,
      '/token': async () => ({ value: await tokenFor(searchParams.get('audience')) }),
    }
    const isAllowed = pathname !== '/token' || headers.authorization === 'Bearer of-this-job'
    response.writeHead(isAllowed ? 200 : 403, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isAllowed ? await pages[pathname]?.() : {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { issuer, close: () => new Promise((resolve) => server.close(resolve)) }

  async function tokenFor(aud: string | null): Promise<string> {
    const iat = Math.floor(Date.now() / 1000)
    const parts = [
      { alg: 'ES256', kid: 'one' },
      { iss: issuer, aud, iat, exp: iat + 300, ...claims },
    ]
    const text = parts.map((part) => encoded(JSON.stringify(part))).join('.')
    return `${text}.${encoded(await crypto.subtle.sign(algorithm, privateKey, Buffer.from(text)))}`
  }
}
