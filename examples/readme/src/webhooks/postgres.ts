import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { postgresStore } from '@cloudsmith-sdk/webhooks/postgres'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const signatureKey = process.env.CLOUDSMITH_SIGNATURE_KEY

export const receiver = createReceiver({ signatureKey, store: postgresStore(pool), claimTtl: 60_000 })
