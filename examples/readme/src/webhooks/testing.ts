import assert from 'node:assert/strict'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { receiver } from './receiver.ts'

const key = process.env.CLOUDSMITH_SIGNATURE_KEY ?? ''
const request = await signedRequest(exampleEvent('package.synced', { name: 'lodash' }), { key })
const answer = await receiver.fetch(request)
assert.equal(answer.status, 200)
