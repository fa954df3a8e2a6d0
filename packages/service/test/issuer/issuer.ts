import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { issuerApp } from './app.ts'

/** Somebody whom the issuer knows. */
export interface Known {
  readonly name: string
  readonly email?: string
  readonly groups?: readonly string[]
}

/** An OpenID Connect issuer on this machine, for tests and demonstrations: whoever asks says who they are, and is believed. */
export interface LocalIssuer {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** By their subjects. May be changed while it runs. */
  readonly people: Record<string, Known>
  /** Claims of every identity token from now on, over those that it would have: for tests of what is refused. */
  claims: JWTPayload
  /** Signs somebody in: gives where the browser goes back to from where it was sent. */
  allow(sentTo: string, subject: string): Promise<string>
  close(): Promise<void>
}

/** Two people who approve, of two groups. */
export const twoPeople = (): Record<string, Known> => ({
  'ada-1': { name: 'Ada', email: 'ada@acme.example', groups: ['release'] },
  'grace-2': { name: 'Grace', email: 'grace@acme.example', groups: ['release', 'security'] },
})

/** Starts one. */
export async function startIssuer(people: Record<string, Known> = twoPeople()): Promise<LocalIssuer> {
  const keys = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'local', alg: 'RS256', use: 'sig' }
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const local: LocalIssuer = {
    ...{ issuer, clientId: 'promotion', clientSecret: randomBytes(24).toString('base64url'), people, claims: {} },
    async allow(sentTo, subject) {
      const answer = await fetch(`${sentTo}&as=${encodeURIComponent(subject)}`, { redirect: 'manual' })
      const back = answer.headers.get('location')
      if (back === null) throw new Error(`The issuer did not send anybody back: ${await answer.text()}`)
      return back
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const sign = (claims: JWTPayload) =>
    new SignJWT({ iss: issuer, aud: local.clientId, ...claims, ...local.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'local' })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(keys.privateKey)
  const listener = getRequestListener(issuerApp(local, jwk, sign).fetch, { overrideGlobalObjects: false })
  return local
}
