import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  constructEvent,
  createReceiver,
  isEvent,
  type Platform,
  sign,
  signedRequest,
  type TriggerStore,
  verify,
  WebhookVerificationError,
} from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'

async function main(): Promise<void> {
  const body = JSON.stringify({ meta: { event_id: 'package.synced' }, data: { name: 'lodash' } })
  const headers = { 'content-type': 'application/json', 'x-cloudsmith-signature': await sign(body, 'new') }

  await verify(body, headers, { signatureKey: ['old', 'new'] })
  await assert.rejects(verify(`${body} `, headers, { signatureKey: 'new' }), WebhookVerificationError)

  const event = await constructEvent(body, headers, { signatureKey: 'new' })
  assert.ok(isEvent(event, 'package.synced'))
  const name: string | null = event.data.name
  assert.equal(name, 'lodash')
  // @ts-expect-error a package has no such field: its type is not `any`
  assert.equal(event.data.colour, undefined)

  const seen: string[] = []
  const receiver = createReceiver({ signatureKey: 'new' }).on('ping', ({ meta }) => {
    seen.push(meta.event_id)
  })
  const ping = { meta: { event_id: 'ping' }, data: {} }
  assert.equal((await receiver.fetch(await signedRequest(ping, { key: 'new' }))).status, 200)

  const kept: Promise<unknown>[] = []
  const platform: Platform = { waitUntil: (work) => kept.push(work) }
  assert.equal((await receiver.fetch(await signedRequest(ping, { key: 'new' }), platform)).status, 202)
  assert.deepEqual(await Promise.all(kept), [true])

  const claimed: string[] = []
  const store: TriggerStore = {
    has: () => false,
    add: (id) => claimed.push(`${id} handled`),
    claim: (id, ttl) => claimed.push(`${id} for ${ttl} ms`) > 0,
    release: () => {},
  }
  const delivery = { ...ping, meta: { ...ping.meta, trigger_id: 'one' } }
  const shared = createReceiver({ signatureKey: 'new', store, claimTtl: 1_000 })
  assert.equal((await shared.fetch(await signedRequest(delivery, { key: 'new' }))).status, 200)
  assert.deepEqual(claimed, ['one for 1000 ms', 'one handled'])

  const server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  assert.equal((await fetch(await signedRequest(ping, { key: 'new', url }))).status, 200)
  assert.equal((await fetch(await signedRequest(ping, { key: 'wrong', url }))).status, 401)
  server.close()
  assert.deepEqual(seen, ['ping', 'ping', 'ping'])
}

main().then(() => console.log('done'))
