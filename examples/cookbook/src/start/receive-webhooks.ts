import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createReceiver, scanResults } from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'
import { subscribe } from '@cloudsmith-sdk/webhooks/subscribe'

const signatureKey = 'a-key-of-your-own'

const receiver = createReceiver({ signatureKey })
  .on('ping', () => console.log('the webhook works'))
  .on('package.synced', ({ data }) => console.log(`${data.name} ${data.version} can be downloaded`))
  .on('package.security_scanned', (event) => {
    console.log(`${event.data.name} ${event.data.version}: ${scanResults(event)?.num_vulnerabilities ?? 0} vulnerabilities`)
    server.close()
  })

const server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cloudsmith`

const cloudsmith = new Cloudsmith()
const { action } = await subscribe(
  cloudsmith,
  { owner: 'acme', repo: 'staging' },
  { target_url: url, events: ['package.synced', 'package.security_scanned'], signature_key: signatureKey },
)
console.log('webhook', action)

// Something has to happen: a copy arrives in staging, and is scanned there.
const [pkg] = await cloudsmith.packages.list({ owner: 'acme', repo: 'development', query: 'name:^ms$' }).toArray()
if (pkg === undefined) throw new Error('There is no ms in development.')
await cloudsmith.packages.copy({ owner: 'acme', repo: 'development', identifier: pkg.slug_perm, destination: 'staging' })
