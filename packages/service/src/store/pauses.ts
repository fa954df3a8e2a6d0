import type { Hold, HoldStore } from '@cloudsmith-sdk/promotion/hold'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'

/** A current or past pause of an edge, or of a pipeline with all its edges. */
export interface PauseRow {
  readonly id: number
  readonly pipeline: string
  /** ID of the edge; null for the whole pipeline. */
  readonly edge: string | null
  readonly by: string
  readonly why: string
  readonly since: Date
  /** When it ends by itself; null if it lasts until somebody ends it. */
  readonly until: Date | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

const columns = sql`id, pipeline, edge, by, why, since, until, ended_at as "endedAt", ended_by as "endedBy"`

/** What is paused. */
export interface Paused {
  readonly pipeline: string
  readonly edge: string | null
}

/** Pauses an edge or pipeline, in place of an existing pause. */
export async function pause(
  database: Queryable,
  { pipeline, edge, actor, why, since, until }: Paused & { actor: Actor; why: string; since: Date; until: Date | null },
): Promise<void> {
  await resume(database, { pipeline, edge }, actor, since)
  await database.query(sql`
    insert into promotion.pauses (pipeline, edge, by, issuer, subject, why, since, until)
    values (${pipeline}, ${edge}, ${storable(actor.by)}, ${actor.issuer}, ${actor.subject}, ${storable(why, 2_000)}, ${since}, ${until})`)
}

/** Ends a pause. Returns whether there was one. */
export async function resume(database: Queryable, { pipeline, edge }: Paused, actor: Actor, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.pauses set ended_at = ${at}, ended_by = ${storable(actor.by)}
    where pipeline = ${pipeline} and edge is not distinct from ${edge} and ended_at is null returning 1`)
  return rows.length > 0
}

/** The pause of an edge or of its pipeline; undefined if there is none. */
export async function pauseOf(database: Queryable, pipeline: string, edge: string, now: Date): Promise<PauseRow | undefined> {
  const [row] = await database.query<PauseRow>(sql`
    select ${columns} from promotion.pauses
    where pipeline = ${pipeline} and (edge is null or edge = ${edge}) and ended_at is null and (until is null or until > ${now})
    order by until desc nulls first, id desc limit 1`)
  return row
}

/** Lists current and recent pauses, current ones first. */
export const listPauses = (database: Queryable, now: Date, limit = 100): Promise<readonly PauseRow[]> =>
  database.query<PauseRow>(sql`
    select ${columns} from promotion.pauses order by (ended_at is not null or until <= ${now}), since desc limit ${limit}`)

/** Ends pauses whose time is over, and returns what they paused, so that it is checked. */
export const endOverduePauses = (database: Queryable, now: Date): Promise<readonly Paused[]> =>
  database.query<Paused>(sql`
    update promotion.pauses set ended_at = ${now}, ended_by = 'its time' where ended_at is null and until <= ${now}
    returning pipeline, edge`)

/** The pauses of an edge, as the engine reads them. */
export const pausesFor = (database: Queryable, pipeline: string, edge: string, now: () => Date): HoldStore => ({
  async read() {
    const row = await pauseOf(database, pipeline, edge, now())
    return row && holdOf(row)
  },
  async write(_, hold) {
    const actor: Actor = { by: hold.by ?? 'not recorded', issuer: null, subject: null }
    const until = hold.until === null ? null : new Date(hold.until)
    await pause(database, { pipeline, edge, actor, why: hold.why ?? 'no reason given', since: now(), until })
  },
  async remove() {
    await resume(database, { pipeline, edge }, { by: 'not recorded', issuer: null, subject: null }, now())
  },
})

const holdOf = ({ by, why, since, until }: PauseRow): Hold => ({
  ...{ by, why, since: since.toISOString() },
  until: until?.toISOString() ?? null,
})
