import type { TriggerStore } from '../receiver/store.ts'

/**
 * The part of a Redis client that the store uses: a method that sends a command. It is called `sendCommand` in `redis` (`@redis/client`), and
 * `call` in `ioredis` and `iovalkey`.
 */
export type RedisClient =
  | { sendCommand(command: string[]): Promise<unknown> }
  | { call(command: string, ...words: string[]): Promise<unknown> }

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** Prefix of the keys, before the `trigger_id`. Receivers that do different work need different prefixes. Default: `cloudsmith:delivery:`. */
  prefix?: string | undefined
  /** How long to remember a handled delivery, in milliseconds. Default: one week. */
  keepFor?: number | undefined
}

const week = 7 * 24 * 3_600_000

/** Value of a key whose delivery has been handled. Before that, it is the id of the store that has claimed the delivery. */
const handled = 'handled'

/** Deletes a key if it has the expected value. This is a script because checking and deleting must be atomic. */
const deleteIfHolding = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/**
 * Creates a store in Redis or Valkey, for receivers in any number of processes: a delivery that is received several times is handled once. All keys
 * expire, so nothing needs to be cleaned up.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): Required<TriggerStore> {
  const { prefix = 'cloudsmith:delivery:', keepFor = week } = options
  const owner = crypto.randomUUID()
  // `ioredis` also has a `sendCommand`, with other parameters.
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
