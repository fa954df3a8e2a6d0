import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The latest assessment of a stage or pipeline, such as its drift. */
export interface Assessment {
  readonly pipeline: string
  /** Type of the assessment, such as `drift`. */
  readonly kind: string
  /** What was assessed, such as the name of a stage. */
  readonly about: string
  readonly madeAt: Date
  /** Number of problems that a person should see. */
  readonly problems: number
  /** The result, as the engine made it. */
  readonly document: object
}

/** Stores an assessment in place of the previous one. */
export const keepAssessment = (database: Queryable, { pipeline, kind, about, madeAt, problems, document }: Assessment) =>
  database.query(sql`
    insert into promotion.assessments (pipeline, kind, about, made_at, problems, document)
    values (${pipeline}, ${kind}, ${about}, ${madeAt}, ${problems}, ${JSON.stringify(document)})
    on conflict (pipeline, kind, about) do update set made_at = excluded.made_at, problems = excluded.problems, document = excluded.document`)

/** Reads the latest assessments of a type. */
export async function latestAssessments(database: Queryable, pipeline: string, kind: string): Promise<readonly Assessment[]> {
  const rows = await database.query<Omit<Assessment, 'document'> & { document: string }>(sql`
    select pipeline, kind, about, made_at as "madeAt", problems, document from promotion.assessments
    where pipeline = ${pipeline} and kind = ${kind} order by about`)
  return rows.map(({ document, ...rest }) => ({ ...rest, document: JSON.parse(document) as object }))
}
