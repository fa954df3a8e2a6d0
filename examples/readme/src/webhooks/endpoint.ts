import { createServer } from 'node:http'
import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'

const receiver = createReceiver({ signatureKey: process.env.CLOUDSMITH_SIGNATURE_KEY })
  .on('package.synced', ({ data }) => console.log(`${data.name} ${data.version} can be downloaded`))
  .on(['package.failed', 'package.quarantined'], ({ data, meta }) => console.log(`${data.name}: ${meta.event_id}`))

export const server = createServer(toNodeHandler(receiver)).listen(Number(process.env.PORT ?? 8080))
