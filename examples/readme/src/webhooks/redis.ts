import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { redisStore } from '@cloudsmith-sdk/webhooks/redis'
import { createClient } from '@redis/client'

const redis = createClient({ url: process.env.REDIS_URL ?? 'redis://localhost' })
await redis.connect()
const signatureKey = process.env.CLOUDSMITH_SIGNATURE_KEY

export const receiver = createReceiver({ signatureKey, store: redisStore(redis), claimTtl: 60_000 })
