import type { TriggerStore } from '../receiver/store.ts'

/**
 * As much of a Redis client as is used: to send a command as its words. `redis` (`@redis/client`) calls that `sendCommand`, `ioredis` and
 * `iovalkey` call it `call`.
 */
export type RedisClient =
  | { sendCommand(command: string[]): Promise<unknown> }
  | { call(command: string, ...words: string[]): Promise<unknown> }

/** Where deliveries are remembered, and for how long. */
export interface RedisStoreOptions {
  /** Put before each `trigger_id` (default `cloudsmith:delivery:`). Receivers that do different work need different ones. */
  prefix?: string | undefined
  /** Milliseconds that a handled delivery is remembered (default a week). */
  keepFor?: number | undefined
}

const week = 7 * 24 * 3_600_000

/** What a key holds once its delivery is handled; before that, the id of the store that has claimed it. */
const handled = 'handled'

/** Deletes a key if it holds what is expected. A script, because nothing may come between the look and the deletion. */
const deleteIfHolding = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/**
 * A store in Redis or Valkey, for receivers in any number of processes: of copies of one delivery, one is handled. Keys expire by
 * themselves, claims and memories alike.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): Required<TriggerStore> {
  const { prefix = 'cloudsmith:delivery:', keepFor = week } = options
  const owner = crypto.randomUUID()
  // `ioredis` has a `sendCommand` too, which takes something else.
  const send = (...[command, ...words]: [string, ...string[]]) =>
    'call' in client ? client.call(command, ...words) : client.sendCommand([command, ...words])

  return {
    has: async (id) => String(await send('GET', prefix + id)) === handled,
    add: (id) => send('SET', prefix + id, handled, 'PX', milliseconds(keepFor)),
    claim: async (id, ttl) => (await send('SET', prefix + id, owner, 'NX', 'PX', milliseconds(ttl))) !== null,
    release: (id) => send('EVAL', deleteIfHolding, '1', prefix + id, owner),
  }
}

const milliseconds = (time: number) => String(Math.ceil(time))
