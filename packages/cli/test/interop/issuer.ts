import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Claims = Readonly<Record<string, string>>

/** An issuer of identity tokens on this machine, as those of CI systems are. */
export interface Issuer {
  readonly url: string
  /** A token, as a system hands it to a job. */
  token(claims: Claims): string
  /** From now on, who asks at `/token?audience=…` is given one with these claims; nobody is before. */
  give(claims: Claims): void
}

const encoded = (value: object | Buffer): string =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url')

/** Starts one. Its tokens live for a day, as the emulator's time runs ahead. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let given: Claims | undefined
  const token = (claims: Claims): string => {
    const now = Math.floor(Date.now() / 1000)
    const head = { alg: 'RS256', kid: 'key' }
    const signed = `${encoded(head)}.${encoded({ iss: url, iat: now, exp: now + 86_400, ...claims })}`
    return `${signed}.${encoded(createSign('RSA-SHA256').update(signed).sign(privateKey))}`
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://issuer')
    const pages: Readonly<Record<string, object | undefined>> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/jwks` },
      '/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'RS256', use: 'sig' }] },
      '/token': given && { value: token({ ...given, aud: searchParams.get('audience') ?? '' }) },
    }
    response.writeHead(pages[pathname] === undefined ? 403 : 200).end(JSON.stringify(pages[pathname] ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ url, token },
    give(claims) {
      given = claims
    },
  }
}
