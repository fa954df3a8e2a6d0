import { createConformance } from '@cloudsmith-sdk/openapi/conformance'
import { expect, test } from 'vitest'
import { createReceiver, eventNames, scanResults } from '../index.ts'
import { exampleEvent, examplePackage, sign, signedRequest } from '../testing.ts'

const conformance = await createConformance()

test.each(eventNames.filter((name) => name !== 'ping'))(
  'the package of the example of %s is one that the service could send',
  (name) => {
    const { data } = exampleEvent(name)
    expect(conformance({ operation: 'packages_list', status: 200, body: [data] })).toEqual([])
  },
)

test.each(eventNames)('the example of %s is verified, read and handled', async (name) => {
  const event = exampleEvent(name)
  const heard: unknown[] = []
  const receiver = createReceiver({ signatureKey: 'test' }).on(name, (event) => heard.push(event))
  expect((await receiver.fetch(await signedRequest(event, { key: 'test' }))).status).toBe(200)
  expect(heard).toEqual([event])
})

test('an example can be changed, and no two are the same delivery', () => {
  const [first, second] = [exampleEvent('package.synced', { name: 'lodash' }), exampleEvent('package.synced')]
  expect([first.data.name, second.data.name, examplePackage().name]).toEqual(['lodash', 'left-pad', 'left-pad'])
  expect(first.meta.trigger_id).not.toBe(second.meta.trigger_id)
  second.data.tags.info = ['changed']
  expect(examplePackage().tags.info).toEqual(['release'])
})

test('the contexts are where the service has them', () => {
  expect(exampleEvent('package.tags_updated').context).toEqual({ old_tags: [], new_tags: ['release'] })
  expect(scanResults(exampleEvent('package.security_scanned'))).toMatchObject({
    has_vulnerabilities: true,
    num_vulnerabilities: 2,
  })
  expect(exampleEvent('package.failed').data).toMatchObject({ is_sync_failed: true, status_str: 'Failed' })
})

test('a body that is no event can be signed by itself', async () => {
  expect(await sign('any text', 'k', { prefix: true })).toMatch(/^sha1=[0-9a-f]{40}$/)
})
