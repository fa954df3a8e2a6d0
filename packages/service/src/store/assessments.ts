import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What a look at a whole stage or pipeline came to, such as its drift: only the latest is kept. */
export interface Assessment {
  readonly pipeline: string
  /** Such as `drift`. */
  readonly kind: string
  /** What was looked at, such as the name of a stage. */
  readonly about: string
  readonly madeAt: Date
  /** How much of it a person should see. */
  readonly problems: number
  /** As the engine made it. */
  readonly document: object
}

/** Keeps an assessment, in place of the one before. */
export const keepAssessment = (database: Queryable, { pipeline, kind, about, madeAt, problems, document }: Assessment) =>
  database.query(sql`
    insert into promotion.assessments (pipeline, kind, about, made_at, problems, document)
    values (${pipeline}, ${kind}, ${about}, ${madeAt}, ${problems}, ${JSON.stringify(document)})
    on conflict (pipeline, kind, about) do update set made_at = excluded.made_at, problems = excluded.problems, document = excluded.document`)

/** The latest assessments of a kind. */
export async function latestAssessments(database: Queryable, pipeline: string, kind: string): Promise<readonly Assessment[]> {
  const rows = await database.query<Omit<Assessment, 'document'> & { document: string }>(sql`
    select pipeline, kind, about, made_at as "madeAt", problems, document from promotion.assessments
    where pipeline = ${pipeline} and kind = ${kind} order by about`)
  return rows.map(({ document, ...rest }) => ({ ...rest, document: JSON.parse(document) as object }))
}
