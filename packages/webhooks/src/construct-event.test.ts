import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { constructEvent, verifyAndParse } from './construct-event.ts'
import { isEvent } from './events.ts'
import { anEvent, key, rejection } from './fixtures.ts'
import { sign, signedRequest } from './sign.ts'

async function delivery(event: object) {
  const body = JSON.stringify(event)
  return { body, headers: { 'x-cloudsmith-signature': await sign(body, key) } }
}

test('one call gives the event of a delivery', async () => {
  const request = await signedRequest(anEvent('package.synced'), { key })
  const event = await constructEvent(await request.arrayBuffer(), request.headers, { signatureKey: ['newer', key] })

  expect(isEvent(event, 'package.synced') && event.data.slug_perm).toBe('qTgSzT0pPQyE')
  expect(isEvent(event, 'package.deleted')).toBe(false)
})

test.each(['object', 'array', 'form'] as const)('a signed request in the format "%s" is understood', async (format) => {
  const event = anEvent('package.quarantined')
  const request = await signedRequest(event, {
    key,
    format,
    prefix: true,
    url: 'https://example.test/hook',
    headers: { 'x-more': 'yes' },
  })
  expect(request.url).toBe('https://example.test/hook')
  expect(request.headers.get('x-more')).toBe('yes')
  expect(request.headers.get('x-cloudsmith-signature')).toMatch(/^sha1=[0-9a-f]{40}$/)
  expect(await verifyAndParse(await request.text(), request.headers, { signatureKey: key })).toEqual({
    events: [event],
    keyIndex: 0,
  })
})

test('several events in one body are not dropped silently', async () => {
  const events = [anEvent(), anEvent()]
  const { body, headers } = await delivery(events)
  expect(await rejection(constructEvent(body, headers, { signatureKey: key }))).toMatchObject({ code: 'several-events' })
  expect((await verifyAndParse(body, headers, { signatureKey: key })).events).toEqual(events)
})

test('nothing is parsed before it is verified', async () => {
  const parseJson = vi.spyOn(JSON, 'parse')
  const parser = vi.fn(() => anEvent())
  try {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), fc.stringMatching(/^(sha1=)?[0-9a-f]{40}$/), async (body, signature) => {
        const headers = { 'x-cloudsmith-signature': signature }
        for (const options of [{ signatureKey: key }, { signatureKey: key, parser }]) {
          expect(await rejection(constructEvent(body, headers, options))).toMatchObject({ code: 'signature-mismatch' })
        }
      }),
    )
    expect(parser).not.toHaveBeenCalled()
    expect(parseJson).not.toHaveBeenCalled()
  } finally {
    parseJson.mockRestore()
  }
})

test('a recorded delivery is too old to be replayed, where an age is asked for', async () => {
  const { body, headers } = await delivery(anEvent())
  const at = (time: string) => ({ now: () => Date.parse(time) })
  const maxAge = 300_000

  const inTime = { signatureKey: key, maxAge, clock: at('2026-01-02T03:09:06Z') }
  const late = { signatureKey: key, maxAge, clock: at('2026-01-02T03:09:06.001Z') }
  expect(await constructEvent(body, headers, inTime)).toMatchObject({ meta: { event_id: 'package.synced' } })
  expect(await rejection(constructEvent(body, headers, late))).toMatchObject({
    name: 'WebhookVerificationError',
    code: 'too-old',
  })
})

test('where an age is asked for, a delivery without a time is refused', async () => {
  for (const attempt_at of [undefined, null, 'yesterday', {}]) {
    const { body, headers } = await delivery({ meta: { event_id: 'ping', attempt_at } })
    expect(await rejection(constructEvent(body, headers, { signatureKey: key, maxAge: 1 }))).toMatchObject({ code: 'too-old' })
  }
})
