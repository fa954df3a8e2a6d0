import { createServer } from 'node:http'
import { createReceiver, scanResults } from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'

const receiver = createReceiver({ signatureKey: process.env.CLOUDSMITH_SIGNATURE_KEY }).on(
  'package.security_scanned',
  (event) => {
    const { name, version } = event.data
    console.log(`${name} ${version}: ${scanResults(event)?.num_vulnerabilities ?? 'unknown'} vulnerabilities`)
  },
)

export const server = createServer(toNodeHandler(receiver)).listen(Number(process.env.PORT ?? 8080))
