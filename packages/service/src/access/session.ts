import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { audit } from '../store/audit.ts'
import { actorOf } from './actor.ts'
import type { Person } from './person.ts'
import type { Sealer } from './seal.ts'

const sessionSchema = v.object({
  jti: v.string(),
  iss: v.string(),
  sub: v.string(),
  name: v.string(),
  groups: v.array(v.string()),
})

/** The session of a person who has signed in, as a cookie stores it. */
export interface Session {
  readonly id: string
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly groups: readonly string[]
}

/** Stores sessions in cookies that only this service can read. */
export interface Sessions {
  begin(context: Context, session: Omit<Session, 'id'>, ends: Date): Promise<void>
  /** The session of a request; undefined if nobody is signed in. */
  find(context: Context, now: Date): Promise<Session | undefined>
  /** Ends the session, also for copies of the cookie. */
  end(context: Context, session: Session | undefined, now: Date): Promise<void>
}

/** Maximum number of characters of the name, and bytes of all groups together: browsers store 4,096 bytes with everything around them. */
const most = { name: 100, groups: 1_500 }

/**
 * Makes the session store.
 *
 * @param isSecure whether people reach the service over https
 */
export function createSessions(database: Queryable, sealer: Sealer, isSecure: boolean): Sessions {
  // Browsers accept a cookie with this prefix only from this very host, and only over https.
  const name = isSecure ? '__Host-promotion' : 'promotion'
  const attributes = { httpOnly: true, secure: isSecure, sameSite: 'Lax', path: '/' } as const
  return {
    async begin(context, { issuer, subject, name: called, groups }, ends) {
      const content = {
        jti: crypto.randomUUID(),
        iss: issuer,
        sub: subject,
        name: called.slice(0, most.name),
        groups: cut(groups),
      }
      setCookie(context, name, await sealer.seal('session', content, ends), { ...attributes, expires: ends })
    },
    async find(context, now) {
      const sealed = getCookie(context, name)
      const read = v.safeParse(sessionSchema, sealed === undefined ? undefined : await sealer.open('session', sealed, now))
      if (!read.success) return undefined
      const { jti, iss, sub, ...rest } = read.output
      return (await isOver(database, jti)) ? undefined : { id: jti, issuer: iss, subject: sub, ...rest }
    },
    async end(context, session, at) {
      deleteCookie(context, name, attributes)
      if (session === undefined) return
      const who: Person = { ...session, role: 'viewer' }
      await audit(database, actorOf(who), { at, action: 'session.ended', about: aboutOf(session.id) })
    },
  }
}

const aboutOf = (id: string): string => `session:${id}`

/** Ended sessions are recorded in the audit log, so a copied cookie is worthless after sign-out. */
async function isOver(database: Queryable, id: string): Promise<boolean> {
  const rows = await database.query(
    sql`select 1 from promotion.audit where about = ${aboutOf(id)} and action = 'session.ended' limit 1`,
  )
  return rows.length > 0
}

/** As many groups as fit into the cookie. */
function cut(groups: readonly string[]): readonly string[] {
  let length = 0
  return groups.filter((group) => {
    length += Buffer.byteLength(JSON.stringify(group)) + 1
    return length <= most.groups
  })
}
