import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { SettingsError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Redactor } from '../core/redactor.ts'
import type { Database } from '../database/database.ts'
import type { Settings } from '../settings/read-settings.ts'
import { reveal, type SecretSources } from '../settings/reference.ts'
import type { SignInSettings } from '../settings/sign-in.ts'
import type { AccessEnv } from './env.ts'
import { refuseForeign } from './foreign.ts'
import { createIssuer } from './issuer.ts'
import { atTheMachine, nobodySignsIn } from './local.ts'
import { AccessProblem } from './problem.ts'
import { roleIn } from './role-in.ts'
import { createSealer } from './seal.ts'
import { createSessions, type Sessions } from './session.ts'
import { paths, signInApp } from './sign-in.ts'

/** Access control: sign-in, sessions and request guards. */
export interface Access {
  /** Middleware in front of everything that people see: it rejects foreign requests and sets the person of the request. */
  readonly guards: readonly MiddlewareHandler<AccessEnv>[]
  /** The sign-in and sign-out routes; undefined without sign-in. */
  readonly app: Hono<AccessEnv> | undefined
  /** Paths of these routes, for links on pages. */
  readonly paths: { readonly signIn?: string; readonly signOut?: string }
}

/** The secrets for sign-in, read before anything is started. */
export interface SignInSecrets {
  readonly sealing: readonly [string, ...string[]]
  readonly client: string | undefined
}

/** Minimum length of a secret in characters. */
const shortest = 32

/**
 * Reads the secrets for sign-in, if there is sign-in.
 *
 * @throws {SettingsError} a secret is missing or too short
 */
export async function readAccess(
  settings: Settings,
  sources: SecretSources & { readonly redactor: Redactor },
): Promise<SignInSecrets | undefined> {
  const { signIn } = settings
  if (signIn === undefined) return undefined
  const read = async (reference: Parameters<typeof reveal>[0]) => {
    const secret = await reveal(reference, sources)
    sources.redactor.hide(secret)
    return secret
  }
  const [first = '', ...others] = await Promise.all(signIn.secrets.map(read))
  const isShort = [first, ...others].findIndex((secret) => secret.length < shortest)
  if (isShort >= 0) {
    throw new SettingsError([
      `signIn.secrets.${isShort}: has fewer than ${shortest} characters: generate one with openssl rand -base64 32.`,
    ])
  }
  const client = signIn.clientSecret === undefined ? undefined : await read(signIn.clientSecret)
  return { sealing: [first, ...others], client }
}

/** What access control works with. */
export interface AccessParts {
  readonly database: Database
  readonly log: Log
  readonly settings: Pick<Settings, 'signIn' | 'url' | 'localName'>
  readonly secrets: SignInSecrets | undefined
  /** The current time for sessions. Default: the machine's. */
  readonly now?: (() => Date) | undefined
}

/** Makes access control. */
export function createAccess(parts: AccessParts): Access {
  const { settings, secrets } = parts
  if (settings.signIn === undefined || secrets === undefined || settings.url === undefined) return local(parts)
  const { database, log, now = () => new Date() } = parts
  const { signIn, url } = settings
  const isSecure = new URL(url).protocol === 'https:'
  const sealer = createSealer(secrets.sealing)
  const sessions = createSessions(database, sealer, isSecure)
  const issuer = createIssuer(signIn, secrets.client, new URL(paths.callback, url).href)
  const own = [new URL(url).origin]
  return {
    guards: [refuseForeign(() => own), signedIn(sessions, signIn, now)],
    app: signInApp({ database, log, settings: signIn, issuer, sealer, sessions, isSecure, now }),
    paths: { signIn: paths.signIn, signOut: paths.signOut },
  }
}

function local({ log, settings }: AccessParts): Access {
  log.info(nobodySignsIn)
  return {
    // The host name is checked first: only then is the request known to be for this machine, whatever it calls it.
    guards: [atTheMachine(settings.localName), refuseForeign((headers) => [`http://${headers.get('host')}`])],
    ...{ app: undefined, paths: {} },
  }
}

/** Roles follow the current settings, not those at the time of sign-in. */
const signedIn =
  (sessions: Sessions, settings: SignInSettings, now: () => Date): MiddlewareHandler<AccessEnv> =>
  async (context, next) => {
    const session = await sessions.find(context, now())
    const role = session && roleIn(session.groups, settings)
    if (session !== undefined && role !== undefined) {
      const { name, issuer, subject, groups } = session
      context.set('session', session)
      context.set('person', { name, issuer, subject, groups, role })
    }
    await next()
  }

/** Responds with the reason why somebody has no access, or why a request was not carried out. */
export type TellProblem = (context: Context, problem: AccessProblem) => Response | Promise<Response>

/** Mounts the sign-in routes, and the guards in front of everything else. */
export function guarded({ guards, app }: Access, mount: (front: Hono<AccessEnv>) => void, tell: TellProblem = plainly): Hono {
  const front = new Hono<AccessEnv>()
  for (const guard of guards) front.use(guard)
  if (app !== undefined) front.route('/', app)
  mount(front)
  front.onError((error, context) => {
    if (error instanceof AccessProblem) return tell(context, error)
    throw error
  })
  return new Hono().route('/', front)
}

/** Responds as plain text, for programs. */
export const plainly: TellProblem = (context, { message, status, again }) =>
  context.text(`${message}\n${again ? `Try again: ${paths.signIn}\n` : ''}`, status, { 'Cache-Control': 'no-store' })
