import type { TriggerStore } from '../src/index.ts'

/** As much of the package `redis` as is used. */
interface Redis {
  exists(key: string): Promise<number>
  set(key: string, value: string, options: { EX: number }): Promise<unknown>
}

/** As much of the package `pg` as is used. */
interface Postgres {
  query(text: string, values: readonly string[]): Promise<{ rowCount: number | null }>
}

export const redisStore = (redis: Redis): TriggerStore => ({
  has: async (id) => (await redis.exists(`cloudsmith:${id}`)) > 0,
  add: (id) => redis.set(`cloudsmith:${id}`, '1', { EX: 7 * 24 * 3600 }),
})

// create table cloudsmith_deliveries (trigger_id text primary key, handled_at timestamptz not null default now())
export const postgresStore = (pool: Postgres): TriggerStore => ({
  has: async (id) => ((await pool.query('select from cloudsmith_deliveries where trigger_id = $1', [id])).rowCount ?? 0) > 0,
  add: (id) => pool.query('insert into cloudsmith_deliveries (trigger_id) values ($1) on conflict do nothing', [id]),
})
