import { createHash } from 'node:crypto'
import type { Waiver } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'

/** A waiver that was added in this service, in addition to those of the pipeline's file. */
export interface WaiverRow {
  readonly id: number
  readonly pipeline: string
  readonly waiver: Waiver
  readonly givenBy: string
  readonly givenAt: Date
  readonly expires: Date
  /** When it was ended early; null if it was not. */
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

type Kept = Omit<WaiverRow, 'waiver'> & { readonly document: string }

const rowOf = ({ document, ...rest }: Kept): WaiverRow => ({ ...rest, waiver: JSON.parse(document) as Waiver })

const columns = sql`id, pipeline, document, given_by as "givenBy", given_at as "givenAt", expires, ended_at as "endedAt", ended_by as "endedBy"`

/** Stores a waiver. An existing one is not changed. */
export async function keepWaiver(
  database: Queryable,
  { pipeline, waiver, actor, at }: { pipeline: string; waiver: Waiver; actor: Actor; at: Date },
): Promise<void> {
  const document = JSON.stringify(waiver)
  const digest = createHash('sha256').update(document).digest('hex')
  await database.query(sql`
    insert into promotion.waivers
      (pipeline, digest, waives, owner, approver, reason, granted, expires, document, given_by, issuer, subject, given_at)
    values (${pipeline}, ${digest}, ${storable(waiver.waives)}, ${storable(waiver.owner)},
      ${waiver.approver === undefined ? null : storable(waiver.approver)}, ${storable(waiver.reason, 2_000)},
      ${waiver.granted ?? null}, ${waiver.expires}, ${document}, ${storable(actor.by)}, ${actor.issuer}, ${actor.subject}, ${at})
    on conflict (pipeline, digest) do nothing`)
}

/** Ends a waiver early. Returns whether it existed and had not ended. */
export async function endWaiver(database: Queryable, id: number, actor: Actor, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.waivers set ended_at = ${at}, ended_by = ${storable(actor.by)} where id = ${id} and ended_at is null returning 1`)
  return rows.length > 0
}

/** Reads a waiver; undefined if there is none. */
export async function findWaiver(database: Queryable, id: number): Promise<WaiverRow | undefined> {
  const [row] = await database.query<Kept>(sql`select ${columns} from promotion.waivers where id = ${id}`)
  return row && rowOf(row)
}

/** Waivers that have not ended. Gates decide whether they count. */
export async function liveWaivers(database: Queryable, pipeline: string, now: Date): Promise<readonly Waiver[]> {
  const rows = await database.query<{ document: string }>(sql`
    select document from promotion.waivers where pipeline = ${pipeline} and ended_at is null and expires > ${now} order by id`)
  return rows.map(({ document }) => JSON.parse(document) as Waiver)
}

/** Lists all waivers, those that expire next first, ended ones last. */
export async function listWaivers(database: Queryable, pipeline: string, now: Date): Promise<readonly WaiverRow[]> {
  const rows = await database.query<Kept>(sql`
    select ${columns} from promotion.waivers where pipeline = ${pipeline}
    order by (ended_at is not null or expires <= ${now}), expires, id limit 1000`)
  return rows.map(rowOf)
}
