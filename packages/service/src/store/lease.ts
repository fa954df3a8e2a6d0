import { sql } from '../database/sql.ts'

/** Seconds, by the database's clock, for which a silent worker keeps its work. */
export const leaseSeconds = 30

/** Expiry of a claim that is made or renewed now. */
export const lease = sql`now() + make_interval(secs => ${leaseSeconds})`
