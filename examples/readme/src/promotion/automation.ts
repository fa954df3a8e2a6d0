import { createServer } from 'node:http'
import { autopromote } from '@cloudsmith-sdk/promotion/automation'
import { fileHolds } from '@cloudsmith-sdk/promotion/node'
import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'
import { cloudsmith, pipeline } from './acme.ts'

const holdStore = fileHolds(process.env.HOLDS_FILE ?? 'holds.json')
export const { events, handle, reconcile, idle } = autopromote(pipeline, cloudsmith, { holdStore, onError: console.error })

const receiver = createReceiver({ signatureKey: process.env.CLOUDSMITH_SIGNATURE_KEY }).on(events, handle)
export const server = createServer(toNodeHandler(receiver)).listen(Number(process.env.PORT ?? 8080))
setInterval(reconcile, 15 * 60_000).unref()
