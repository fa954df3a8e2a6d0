import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WebhookPayloadError } from '../errors.ts'
import { anEvent, rejection } from '../fixtures.ts'
import { parse } from './parse.ts'
import type { StandardSchema } from './standard-schema.ts'

const json = { 'content-type': 'application/json; charset=utf-8' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const xml = { 'content-type': 'application/xml' }

describe('each format that a webhook can have', () => {
  const event = anEvent('package.tags_updated', { context: { old_tags: [], new_tags: ['ünïcode & =+% "quoted"'] } })
  const text = JSON.stringify(event)

  test.each([
    ['a JSON object', text, json],
    ['a JSON array with the event in it', `[${text}]`, json],
    ['a form whose payload is JSON in a JSON string', new URLSearchParams({ payload: JSON.stringify(text) }).toString(), form],
    ['a form whose payload is plain JSON', new URLSearchParams({ payload: text }).toString(), form],
    ['JSON by another name', text, { 'Content-Type': 'application/vnd.acme+json' }],
    ['JSON without a content type', text, {}],
    ['JSON with a byte order mark', new TextEncoder().encode(`\uFEFF${text}`), json],
  ])('%s', async (_, body, headers) => {
    expect(await parse(body, headers)).toEqual([event])
  })

  test('an array of several events gives them all, in their order', async () => {
    const events = [anEvent('package.created'), anEvent('package.syncing'), anEvent('package.synced')]
    expect(await parse(JSON.stringify(events), json)).toEqual(events)
  })

  test('unknown events and unknown fields are kept', async () => {
    const event = { ...anEvent('package.rescanned', { data: { new_field: 1 } }), extra: [2] }
    expect(await parse(JSON.stringify(event), json)).toEqual([event])
  })

  test('a webhook whose request_content_type is wrong can be read all the same', async () => {
    expect(await parse(text, xml, { contentType: 'application/json' })).toEqual([event])
  })
})

describe('a body that is not what it says', () => {
  test.each([
    ['text that is not JSON', 'ping', json, 'malformed-body', /JSON in UTF-8, or a form/],
    ['JSON cut off', '{"meta": {"event_id"', json, 'malformed-body', /JSON in UTF-8, or a form/],
    ['a form called JSON', 'payload=%7B%7D', json, 'malformed-body', /JSON in UTF-8, or a form/],
    ['JSON called a form', '{"meta":{}}', form, 'malformed-body', /JSON in UTF-8, or a form/],
    ['a form with a broken payload', 'payload=%7B', form, 'malformed-body', /JSON in UTF-8, or a form/],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), json, 'malformed-body', /JSON in UTF-8, or a form/],
    ['XML', '<event/>', xml, 'unsupported-content-type', /parser/],
    ['no event', '{"hello": "world"}', json, 'not-an-event', /meta\.event_id/],
    ['a number', '7', json, 'not-an-event', /meta\.event_id/],
    ['null', 'null', json, 'not-an-event', /meta\.event_id/],
    ['a null meta', '{"meta": null}', json, 'not-an-event', /meta\.event_id/],
    ['an event id that is no text', '{"meta": {"event_id": 7}}', json, 'not-an-event', /meta\.event_id/],
    ['an empty array', '[]', json, 'not-an-event', /empty array/],
    ['an array with something else in it', JSON.stringify([anEvent(), 7]), json, 'not-an-event', /meta\.event_id/],
  ])('%s', async (_, body, headers, code, message) => {
    const error = await rejection(parse(body, headers))
    expect(error).toBeInstanceOf(WebhookPayloadError)
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  test('whatever the body, it gives events or a typed error', async () => {
    const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', '')
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array(), fc.json()), types, async (body, type) => {
        const outcome = await parse(body, { 'content-type': type }).catch((error: unknown) => error)
        if (Array.isArray(outcome)) expect(typeof outcome[0].meta.event_id).toBe('string')
        else expect(outcome).toBeInstanceOf(WebhookPayloadError)
      }),
    )
  })

  test('every JSON payload survives the form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (data) => {
        const event = { data, meta: { event_id: 'package.synced' } }
        const body = new URLSearchParams({ payload: JSON.stringify(JSON.stringify(event)) }).toString()
        expect(await parse(body, form)).toEqual([JSON.parse(JSON.stringify(event))])
      }),
    )
  })
})

describe('what the caller brings', () => {
  test('a parser reads what a template wrote', async () => {
    const parser = (text: string, contentType: string) => ({
      meta: { event_id: /<event id="(.*)"\/>/.exec(text)?.[1] },
      contentType,
    })
    expect(await parse('<event id="package.synced"/>', xml, { parser })).toEqual([
      { meta: { event_id: 'package.synced' }, contentType: 'application/xml' },
    ])
    expect(await rejection(parse('<other/>', xml, { parser }))).toMatchObject({ code: 'not-an-event' })
  })

  test('a parser that fails says that the body is at fault, and keeps the cause', async () => {
    const cause = new Error('unexpected <')
    const parser = () => Promise.reject(cause)
    expect(await rejection(parse('<', xml, { parser }))).toMatchObject({ code: 'malformed-body', cause })
  })

  test('a schema may reshape an event or refuse it', async () => {
    const schema: StandardSchema<{ meta: { event_id: string }; version: string }> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        async validate(value) {
          const { meta, data } = value as { meta: { event_id: string }; data: { version?: unknown } }
          return typeof data.version === 'string'
            ? { value: { meta, version: data.version } }
            : { issues: [{ message: 'data.version: expected a string' }, { message: 'and more' }] }
        },
      },
    }
    const event = anEvent()
    expect(await parse(JSON.stringify(event), json, { schema })).toEqual([{ meta: event.meta, version: '1.3.0' }])
    expect(await rejection(parse(JSON.stringify(anEvent('ping', { data: { version: null } })), json, { schema }))).toMatchObject({
      code: 'schema-mismatch',
      message: 'The event does not match the schema: data.version: expected a string; and more',
    })
  })
})
