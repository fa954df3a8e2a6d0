import { createHash, randomBytes } from 'node:crypto'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'

/** A token for the API. The token itself is shown once and not stored. */
export interface TokenRow {
  readonly id: number
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

const columns = sql`id, name, scopes, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt",
  revoked_at as "revokedAt"`

/** Prefix of tokens, by which secret scanners recognise them. */
export const tokenPrefix = 'cps_'

/** Tokens have 32 random bytes, so a plain hash is enough to recognise them. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Creates a token, which cannot be shown again. */
export async function createToken(
  database: Queryable,
  { name, scopes, actor, expiresAt }: { name: string; scopes: readonly string[]; actor: Actor; expiresAt: Date | null },
): Promise<{ readonly token: string; readonly row: TokenRow }> {
  const token = tokenPrefix + randomBytes(32).toString('base64url')
  const [row] = await database.query<TokenRow>(sql`
    insert into promotion.tokens (name, hash, scopes, created_by, expires_at)
    values (${storable(name)}, ${hashOf(token)}, ${scopes}, ${storable(actor.by)}, ${expiresAt}) returning ${columns}`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  return { token, row }
}

/** Finds a token; undefined if it is unknown, expired or revoked. Records its use about once a minute. */
export async function findToken(database: Queryable, token: string, now: Date): Promise<TokenRow | undefined> {
  const [row] = await database.query<TokenRow>(sql`
    select ${columns} from promotion.tokens
    where hash = ${hashOf(token)} and revoked_at is null and (expires_at is null or expires_at > ${now})`)
  if (row !== undefined && now.getTime() - (row.usedAt?.getTime() ?? 0) > 60_000) {
    await database.query(sql`update promotion.tokens set used_at = ${now} where id = ${row.id}`)
  }
  return row
}

/** Revokes a token. Returns whether it existed and was not revoked before. */
export async function revokeToken(database: Queryable, id: number, actor: Actor, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.tokens set revoked_at = ${at}, revoked_by = ${storable(actor.by)} where id = ${id} and revoked_at is null returning 1`)
  return rows.length > 0
}

/** Lists all tokens, latest first. */
export const listTokens = (database: Queryable): Promise<readonly TokenRow[]> =>
  database.query<TokenRow>(sql`select ${columns} from promotion.tokens order by id desc limit 1000`)
