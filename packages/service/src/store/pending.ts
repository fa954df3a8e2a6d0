import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Stands for all packages in place of one. */
export const everything = ''

/** Something to check. */
export interface Pending {
  /** `slug_perm` of a package, or {@link everything}. */
  readonly slugPerm: string
  /** Changes whenever it is recorded again. A check settles the turn that it has read. */
  readonly turn: number
  /** Failed checks since the last successful one. */
  readonly failures: number
}

/** A package, and when its check is due. */
export interface Due {
  readonly slugPerm: string
  readonly at: Date
}

/** Schedules a check. If one is already scheduled, the earlier time counts, and it runs once more in any case. */
export const notePending = (
  database: Queryable,
  edge: string,
  slugPerms: readonly string[],
  { at, why }: { at: Date; why: string },
): Promise<void> =>
  noteDue(
    database,
    edge,
    slugPerms.map((slugPerm) => ({ slugPerm, at })),
    why,
  )

/** As {@link notePending}, each at its own time. */
export async function noteDue(database: Queryable, edge: string, due: readonly Due[], why: string): Promise<void> {
  if (due.length === 0) return
  const times = new Map<string, Date>()
  for (const { slugPerm, at } of due) {
    const [slug, before] = [storable(slugPerm), times.get(storable(slugPerm))]
    if (before === undefined || at < before) times.set(slug, at)
  }
  // In a fixed order, so that two processes that write the same rows do not deadlock.
  const slugs = [...times.keys()].sort()
  await database.query(sql`
    insert into promotion.pending (edge, slug_perm, due_at, why)
    select ${edge}, slug, at, ${storable(why)} from unnest(${slugs}::text[], ${slugs.map((slug) => times.get(slug))}::timestamptz[]) as due (slug, at)
    on conflict (edge, slug_perm) do update set
      turn = nextval('promotion.turns'), due_at = least(pending.due_at, excluded.due_at), why = excluded.why, noted_at = now()`)
}

/** Reads what is due at an edge, oldest first. */
export const pendingAt = (database: Queryable, edge: string, now: Date, most = 1_000): Promise<readonly Pending[]> =>
  database.query<Pending>(sql`
    select slug_perm as "slugPerm", turn, failures from promotion.pending where edge = ${edge} and due_at <= ${now}
    order by due_at, turn limit ${most}`)

/** Settles what was checked, unless it was scheduled again since. */
export async function settlePending(database: Queryable, edge: string, seen: readonly Pending[]): Promise<void> {
  if (seen.length === 0) return
  await database.query(sql`
    delete from promotion.pending using
      unnest(${seen.map(({ slugPerm }) => slugPerm)}::text[], ${seen.map(({ turn }) => turn)}::bigint[]) as seen (slug_perm, turn)
    where pending.edge = ${edge} and pending.slug_perm = seen.slug_perm and pending.turn = seen.turn`)
}

/** Records failed checks, each separately. Returns the highest number of consecutive failures. */
export async function noteFailures(database: Queryable, edge: string, seen: readonly Pending[]): Promise<number> {
  const rows = await database.query<{ failures: number }>(sql`
    update promotion.pending set failures = failures + 1
    where edge = ${edge} and slug_perm = any (${seen.map(({ slugPerm }) => slugPerm)}::text[]) returning failures`)
  return Math.max(1, ...rows.map(({ failures }) => failures))
}

/** Postpones failed checks. */
export async function putOff(database: Queryable, edge: string, seen: readonly Pending[], until: Date): Promise<void> {
  if (seen.length === 0) return
  await database.query(sql`
    update promotion.pending set due_at = ${until}
    where edge = ${edge} and turn = any (${seen.map(({ turn }) => turn)}::bigint[])`)
}

/** Edges at which something is due, and since when. */
export const dueEdges = (
  database: Queryable,
  now: Date,
  edges: readonly string[],
): Promise<readonly { readonly edge: string; readonly since: Date }[]> =>
  database.query(sql`
    select edge, min(due_at) as since from promotion.pending
    where due_at <= ${now} and edge = any (${edges}::text[])
    group by edge`)

/** Makes everything that waits at edges due now. Returns the edges at which something waits. */
export async function bringForward(database: Queryable, edges: readonly string[], at: Date): Promise<readonly string[]> {
  const rows = await database.query<{ edge: string }>(sql`
    update promotion.pending set due_at = least(due_at, ${at}) where edge = any (${edges}::text[]) returning edge`)
  return [...new Set(rows.map(({ edge }) => edge))]
}
