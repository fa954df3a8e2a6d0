import { createHash, randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { JWTPayload } from 'jose'
import type { LocalIssuer } from './issuer.ts'

/** What was agreed when somebody was sent back with a code. */
interface Grant {
  readonly subject: string
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string | undefined
}

/** What the issuer answers: as little as OpenID Connect asks of one, and strict in that. */
export function issuerApp(local: LocalIssuer, jwk: object, sign: (claims: JWTPayload) => Promise<string>): Hono {
  const app = new Hono()
  const codes = new Map<string, Grant>()
  const accesses = new Map<string, string>()
  const { issuer, clientId } = local

  app.get('/.well-known/openid-configuration', (context) =>
    context.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }),
  )
  app.get('/jwks', (context) => context.json({ keys: [jwk] }))

  app.get('/authorize', (context) => {
    const asked = context.req.query()
    const { redirect_uri: redirectUri = '', code_challenge: challenge = '', nonce, as } = asked
    const isRight = asked.client_id === clientId && asked.response_type === 'code' && asked.code_challenge_method === 'S256'
    if (!isRight || challenge === '' || !URL.canParse(redirectUri)) return context.text('That is not how one asks.', 400)
    if (as === undefined) return context.html(choice(local, new URL(context.req.url)))
    if (local.people[as] === undefined) return context.text('Nobody is called that.', 400)
    const code = randomBytes(24).toString('base64url')
    codes.set(code, { subject: as, redirectUri, challenge, nonce })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    if (asked.state !== undefined) back.searchParams.set('state', asked.state)
    return context.redirect(back.href)
  })

  app.post('/token', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    if (!isClient(context, form, local)) return context.json({ error: 'invalid_client' }, 401)
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    // A code is good for once.
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant === undefined || grant.redirectUri !== form.get('redirect_uri') || grant.challenge !== challenge) {
      return context.json({ error: 'invalid_grant' }, 400)
    }
    const access = randomBytes(24).toString('base64url')
    accesses.set(access, grant.subject)
    const identity = await sign({ sub: grant.subject, ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }) })
    return context.json({ access_token: access, token_type: 'Bearer', expires_in: 300, id_token: identity })
  })

  app.get('/userinfo', (context) => {
    const subject = accesses.get(context.req.header('authorization')?.replace(/^Bearer /i, '') ?? '')
    return subject === undefined ? context.body(null, 401) : context.json({ sub: subject, ...local.people[subject] })
  })
  return app
}

function isClient(context: Context, form: URLSearchParams, { clientId, clientSecret }: LocalIssuer): boolean {
  const basic = context.req.header('authorization')?.replace(/^Basic /i, '')
  const [id, secret] =
    basic === undefined
      ? [form.get('client_id'), form.get('client_secret')]
      : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
  return id === clientId && secret === clientSecret
}

/** A link for each of the people, and in plain words that this is no sign-in of anybody. */
function choice({ people }: LocalIssuer, url: URL) {
  const links = Object.entries(people).map(([subject, { name, groups = [] }]) => {
    const to = new URL(url)
    to.searchParams.set('as', subject)
    return html`<li><a href="${to.href}">${name}</a> <small>${groups.join(', ')}</small></li>`
  })
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Sign in</title>
      <link rel="icon" href="data:," />
      <style>
        ${style}
      </style>
      <main>
        <h1>Who are you?</h1>
        <p>This issuer is a stand-in on this machine: it believes whoever asks. Yours asks for a password, and for more.</p>
        <ul>
          ${links}
        </ul>
      </main>
    </html>`
}

const style = raw(`
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  main { max-width: 380px; margin: 16vh auto; padding: 0 20px }
  ul { padding: 0; list-style: none }
  li + li { margin-top: 8px }
  a { display: inline-block; min-width: 110px; padding: 6px 14px; border: 1px solid; border-radius: 6px; text-decoration: none }
`)
