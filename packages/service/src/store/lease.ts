import { sql } from '../database/sql.ts'

/** Seconds of the database's time that work is left to a worker that says nothing more. */
export const leaseSeconds = 30

/** When work is left that somebody has said to have right now. */
export const lease = sql`now() + make_interval(secs => ${leaseSeconds})`
