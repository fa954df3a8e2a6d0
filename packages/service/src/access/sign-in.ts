import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import type { Log } from '../core/log.ts'
import type { Database } from '../database/database.ts'
import type { SignInSettings } from '../settings/sign-in.ts'
import { audit } from '../store/audit.ts'
import { keepPerson } from '../store/people.ts'
import type { AccessEnv } from './env.ts'
import type { Issuer, Told } from './issuer.ts'
import { localPath } from './local-path.ts'
import { roleIn } from './role-in.ts'
import type { Sealer } from './seal.ts'
import type { Sessions } from './session.ts'

/** Where one signs in, where the issuer sends browsers back to, and where one signs out. */
export const paths = { signIn: '/sign-in', callback: '/sign-in/callback', signOut: '/sign-out' } as const

/** What signing in works with. */
export interface SignInParts {
  readonly database: Database
  readonly log: Log
  readonly settings: SignInSettings
  readonly issuer: Issuer
  readonly sealer: Sealer
  readonly sessions: Sessions
  readonly isSecure: boolean
  readonly now: () => Date
}

const attemptSchema = v.object({ state: v.string(), nonce: v.string(), verifier: v.string(), back: v.string() })

/** Milliseconds that somebody has to sign in at the issuer. */
const patience = 15 * 60_000

/** Makes what people sign in and out with. */
export function signInApp(parts: SignInParts): Hono<AccessEnv> {
  const { log, issuer, sealer, sessions, settings, now } = parts
  const app = new Hono<AccessEnv>()
  const name = parts.isSecure ? '__Secure-promotion-sign-in' : 'promotion-sign-in'
  const attributes = { httpOnly: true, secure: parts.isSecure, sameSite: 'Lax', path: paths.signIn } as const

  app.get(paths.signIn, async (context) => {
    const begun = await issuer.begin().catch((error: unknown) => {
      log.error('the issuer cannot be reached', { issuer: settings.issuer, error })
      return undefined
    })
    if (begun === undefined) return say(context, 503, 'Nobody can sign in right now: the issuer cannot be reached.')
    const ends = new Date(now().getTime() + patience)
    const sealed = await sealer.seal('sign-in', { ...begun.attempt, back: localPath(context.req.query('back')) }, ends)
    setCookie(context, name, sealed, { ...attributes, expires: ends })
    return context.redirect(begun.url.href)
  })

  app.get(paths.callback, async (context) => {
    const sealed = getCookie(context, name)
    deleteCookie(context, name, attributes)
    const attempt = v.safeParse(attemptSchema, sealed === undefined ? undefined : await sealer.open('sign-in', sealed, now()))
    if (!attempt.success) return say(context, 400, 'This did not begin in this browser, or took too long.')
    const told = await issuer.finish(new URL(context.req.url).search, attempt.output).catch((error: unknown) => {
      log.warn('somebody could not sign in', { error })
      return undefined
    })
    if (told === undefined) return say(context, 401, 'The issuer did not say who you are.')
    return await letIn(context, told, attempt.output.back)
  })

  app.post(paths.signOut, async (context) => {
    await sessions.end(context, context.var.session, now())
    return context.redirect('/', 303)
  })
  return app

  async function letIn(context: Context<AccessEnv>, told: Told, back: string): Promise<Response> {
    const role = roleIn(told.groups, settings)
    const who = { by: told.name, issuer: told.issuer, subject: told.subject }
    const at = now()
    if (role === undefined) {
      await audit(parts.database, who, { at, action: 'session.refused', about: 'sign-in' })
      return say(
        context,
        403,
        `${told.name}, you are in no group that may come in. Whoever runs the service gives roles to groups.`,
      )
    }
    await keepPerson(parts.database, { ...told, role })
    await audit(parts.database, who, { at, action: 'session.begun', about: 'sign-in', detail: { role } })
    // Those that roles go by first: there may be more than a cookie has room for.
    const isNamed = (group: string) => roleIn([group], { ...settings, everybody: undefined }) !== undefined
    const groups = [...told.groups.filter(isNamed), ...told.groups.filter((group) => !isNamed(group))]
    await sessions.begin(context, { ...told, groups }, new Date(at.getTime() + settings.session))
    return context.redirect(back)
  }
}

const say = (context: Context, status: 400 | 401 | 403 | 503, sentence: string): Response =>
  context.text(`${sentence}\nTry again: ${paths.signIn}\n`, status, { 'Cache-Control': 'no-store' })
