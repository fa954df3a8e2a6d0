import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'

/** An entry of the audit log: what somebody did in the service. What is done to packages is in the ledger. */
export interface AuditRow extends Actor {
  readonly id: number
  readonly at: Date
  /** The action, such as `edge.paused`, `token.created`. */
  readonly action: string
  /** Its subject, such as `edge:web/dev/staging`. */
  readonly about: string
  /** Details as plain values, without secrets. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** Writes an entry to the audit log. */
export const audit = (
  database: Queryable,
  actor: Actor,
  { at, action, about, detail = {} }: Pick<AuditRow, 'at' | 'action' | 'about'> & { detail?: AuditRow['detail'] },
) => {
  const kept = Object.entries(detail).map(([name, value]) => [name, typeof value === 'string' ? storable(value, 2_000) : value])
  return database.query(sql`
    insert into promotion.audit (at, by, issuer, subject, action, about, detail)
    values (${at}, ${storable(actor.by)}, ${actor.issuer}, ${actor.subject}, ${action}, ${storable(about)},
      ${JSON.stringify(Object.fromEntries(kept))})`)
}

/** Reads the audit log, latest first. */
export async function listAudit(
  database: Queryable,
  page: PageOf & { about?: string | undefined } = {},
): Promise<Page<AuditRow>> {
  const place = placeAfter(page, 1)
  const rows = await database.query<AuditRow>(sql`
    select id, at, by, issuer, subject, action, about, detail from promotion.audit
    where ${page.about === undefined ? sql`true` : sql`about = ${page.about}`} and ${place === undefined ? sql`true` : sql`id < ${place[0]}`}
    order by id desc limit ${rowsOf(page) + 1}`)
  return pageFrom(rows, page, ({ id }) => [id])
}
