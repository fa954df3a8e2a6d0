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
import { AccessProblem } from './problem.ts'
import { roleIn } from './role-in.ts'
import type { Sealer } from './seal.ts'
import type { Sessions } from './session.ts'

/** Paths for sign-in, for the redirect from the issuer, and for sign-out. */
export const paths = { signIn: '/sign-in', callback: '/sign-in/callback', signOut: '/sign-out' } as const

/** What sign-in works with. */
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

/** Milliseconds to complete the sign-in at the issuer. */
const patience = 15 * 60_000

/** Makes the sign-in and sign-out routes. */
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
    if (begun === undefined) {
      const why = 'Sign-in is not possible right now, because the issuer cannot be reached. See the log of the service.'
      throw new AccessProblem(503, 'Sign-in is unavailable', why, { again: true })
    }
    const ends = new Date(now().getTime() + patience)
    const sealed = await sealer.seal('sign-in', { ...begun.attempt, back: localPath(context.req.query('back')) }, ends)
    setCookie(context, name, sealed, { ...attributes, expires: ends })
    return context.redirect(begun.url.href)
  })

  app.get(paths.callback, async (context) => {
    const sealed = getCookie(context, name)
    deleteCookie(context, name, attributes)
    const attempt = v.safeParse(attemptSchema, sealed === undefined ? undefined : await sealer.open('sign-in', sealed, now()))
    if (!attempt.success) {
      const why = 'This sign-in was started in another browser, or took longer than 15 minutes.'
      throw new AccessProblem(400, 'That took too long', why, { again: true })
    }
    const told = await issuer.finish(new URL(context.req.url).search, attempt.output).catch((error: unknown) => {
      log.warn('a sign-in failed', { error })
      return undefined
    })
    if (told === undefined) {
      const why = 'The issuer did not confirm who you are: you left its page, or its answer is not valid.'
      throw new AccessProblem(401, 'You are not signed in', why, { again: true })
    }
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
      throw new AccessProblem(403, 'None of your groups has access', noWayIn(told), { again: true })
    }
    await keepPerson(parts.database, { ...told, role })
    await audit(parts.database, who, { at, action: 'session.begun', about: 'sign-in', detail: { role } })
    // Groups that give roles come first, because a cookie may not have room for all groups.
    const isNamed = (group: string) => roleIn([group], { ...settings, everybody: undefined }) !== undefined
    const groups = [...told.groups.filter(isNamed), ...told.groups.filter((group) => !isNamed(group))]
    await sessions.begin(context, { ...told, groups }, new Date(at.getTime() + settings.session))
    return context.redirect(back)
  }
}

/** Maximum number of groups that a message lists. */
const most = 20

function noWayIn({ name, groups }: Told): string {
  const named =
    groups.length === 0 ? 'The issuer lists no groups for you.' : `Your groups are ${groups.slice(0, most).join(', ')}.`
  return `${name}, you have signed in, but you have no role here. ${named} The operator of the service assigns roles to groups.`
}
