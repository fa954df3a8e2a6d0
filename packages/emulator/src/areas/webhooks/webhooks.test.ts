import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import type { EmulatorOptions } from '../../index.ts'
import { npmPackage, rawFile } from '../../testing.ts'
import { render } from './template.ts'

interface Received {
  url: string
  headers: Headers
  body: string
}

/** A story whose webhooks are collected in a list. `answer` returns the receiver's status for each. */
function listening({ answer = () => 200, ...options }: EmulatorOptions & { answer?: (count: number) => number } = {}) {
  const received: Received[] = []
  const told = story({
    ...options,
    async deliver(input, init) {
      const request = new Request(input, init)
      received.push({ url: request.url, headers: request.headers, body: await request.text() })
      const status = answer(received.length)
      if (status === 0) throw new TypeError('fetch failed')
      return new Response(null, { status })
    },
  })
  const subscribe = async (body: object = {}) =>
    (
      await told.admin('POST', '/webhooks/acme/dev/', {
        target_url: 'https://hooks.example.com/',
        events: ['*'],
        templates: [],
        ...body,
      })
    ).body
  return { ...told, received, subscribe, events: () => received.map(({ body }) => JSON.parse(body).meta.event_id) }
}

describe('what happens to a package is told in order', () => {
  test('for an upload with a vulnerability that a policy forbids', async () => {
    const { admin, subscribe, publish, events, received } = listening()
    await admin('POST', '/orgs/acme/vulnerability-policy/', { name: 'None', min_severity: 'Low', on_violation_quarantine: true })
    const webhook = await subscribe()

    const pkg = await publish(npmPackage({ name: 'minimist', version: '1.2.5' }))

    expect(events()).toEqual([
      'ping',
      'package.created',
      'package.syncing',
      'package.synced',
      'package.security_scanned',
      'package.quarantined',
    ])
    const scanned = JSON.parse(received[4]?.body ?? '')
    expect(scanned).toMatchObject({
      context: { vulnerability_scan_results: { has_vulnerabilities: true, num_vulnerabilities: 1, max_severity: 'Critical' } },
      data: { slug_perm: pkg.slug_perm, name: 'minimist' },
      meta: { webhook_id: 1, trigger_id: expect.stringMatching(/^[0-9a-f-]{36}$/), event_at: expect.stringMatching(/\+00:00$/) },
    })
    expect((await admin('GET', `/webhooks/acme/dev/${webhook.slug_perm}/`)).body).toMatchObject({
      num_sent: 6,
      last_response_status: 200,
      is_last_response_bad: false,
    })
  })

  test('for tags, downloads, quarantine, deletion and failure', async () => {
    const { emulator, admin, subscribe, publish, events, received } = listening()
    const pkg = await publish(rawFile({ name: 'a', version: '1', bytes: 'a' }))
    await subscribe()
    const path = `/packages/acme/dev/${pkg.slug_perm}/`

    await admin('POST', `${path}tag/`, { tags: ['x'] })
    await admin('POST', `${path}tag/`, { tags: ['x'] })
    await admin('GET', pkg.cdn_url)
    await admin('POST', `${path}quarantine/`, {})
    await admin('POST', `${path}quarantine/`, { release: true })
    await admin('DELETE', path)
    await emulator.settle()
    await publish({ ...npmPackage({ name: 'broken', version: '1.0.0' }), bytes: new Uint8Array([1]) })

    expect(events()).toEqual([
      'ping',
      'package.tags_updated',
      'package.downloaded',
      'package.quarantined',
      'package.released',
      'package.deleted',
      'package.created',
      'package.syncing',
      'package.failed',
    ])
    expect(JSON.parse(received[1]?.body ?? '').context).toEqual({ old_tags: ['latest'], new_tags: ['x', 'latest'] })
  })

  test('for a copy, where it arrives', async () => {
    const { emulator, admin, publish, events } = listening()
    const pkg = await publish(rawFile({ bytes: 'a' }))
    await admin('POST', '/webhooks/acme/staging/', {
      target_url: 'https://hooks.example.com/',
      events: ['package.synced'],
      templates: [],
    })

    await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/copy/`, { destination: 'staging' })
    await emulator.settle()

    expect(events()).toEqual(['ping', 'package.synced'])
  })
})

describe('a webhook', () => {
  test('is told only what it asked for', async () => {
    const { subscribe, publish, events } = listening()
    await subscribe({ events: ['package.synced'], package_query: 'name:^wanted$' })

    await publish(rawFile({ name: 'unwanted', version: '1', bytes: 'a' }))
    await publish(rawFile({ name: 'wanted', version: '1', bytes: 'b', filename: 'b' }))

    expect(events()).toEqual(['ping', 'package.synced'])
  })

  test('is signed over the bytes that are sent, and carries its secret header', async () => {
    const { emulator, subscribe, received } = listening()
    const webhook = await subscribe({ signature_key: 'hush', secret_header: 'X-Secret', secret_value: 'psst' })
    await emulator.settle()

    const [ping] = received
    expect(ping?.headers.get('x-cloudsmith-signature')).toBe(
      createHmac('sha1', 'hush')
        .update(ping?.body ?? '')
        .digest('hex'),
    )
    expect(ping?.headers.get('x-secret')).toBe('psst')
    expect(webhook).not.toHaveProperty('signature_key')
    expect(webhook).not.toHaveProperty('secret_value')
    expect(JSON.stringify(emulator.deliveries)).not.toMatch(/hush|psst/)

    emulator.switches.signaturePrefix = 'sha1='
    await subscribe({ signature_key: 'hush' })
    await emulator.settle()
    expect(received[1]?.headers.get('x-cloudsmith-signature')).toMatch(/^sha1=[0-9a-f]{40}$/)
  })

  test.each([
    [0, 'application/json', (body: string) => JSON.parse(body)],
    [1, 'application/json', (body: string) => JSON.parse(body)[0]],
    [
      2,
      'application/x-www-form-urlencoded',
      (body: string) => JSON.parse(JSON.parse(new URLSearchParams(body).get('payload') ?? '')),
    ],
  ])('in body format %i', async (format, type, read) => {
    const { emulator, subscribe, received } = listening()
    await subscribe({ request_body_format: format })
    await emulator.settle()
    expect(received[0]?.headers.get('content-type')).toBe(type)
    expect(read(received[0]?.body ?? '').meta.event_id).toBe('ping')
  })

  test('is tried again until it is answered with a success', async () => {
    const { emulator, admin, subscribe, received } = listening({ answer: (count) => [500, 0][count - 1] ?? 204 })
    const webhook = await subscribe()
    await emulator.settle()

    expect(emulator.deliveries).toMatchObject([
      { event: 'ping', state: 'delivered', attempts: [{ status: 500 }, { error: 'fetch failed' }, { status: 204 }] },
    ])
    const metas = received.map(({ body }) => JSON.parse(body).meta)
    expect(new Set(metas.map(({ trigger_id }) => trigger_id)).size).toBe(1)
    expect(new Set(metas.map(({ event_at }) => event_at)).size).toBe(1)
    expect(metas[1].attempt_at > metas[0].attempt_at).toBe(true)
    expect((await admin('GET', `/webhooks/acme/dev/${webhook.slug_perm}/`)).body).toMatchObject({
      num_sent: 3,
      last_response_status: 204,
    })
  })

  test('is forgotten when many have followed it, and cannot be sent again then', async () => {
    const { emulator, subscribe, admin } = listening({ logSize: 2 })
    await subscribe()
    await emulator.settle()
    const [first] = emulator.deliveries
    expect(emulator.replay(first?.triggerId ?? '')).toBe(true)
    for (let count = 0; count < 2; count++) await emulator.add('acme/dev', rawFile({ name: `a${count}`, bytes: `${count}` }))
    for (const { slugPerm } of [...emulator.world.packages.values()]) await admin('DELETE', `/packages/acme/dev/${slugPerm}/`)
    await emulator.settle()
    expect(emulator.deliveries.map(({ event }) => event)).toEqual(['package.deleted', 'package.deleted'])
    expect(emulator.replay(first?.triggerId ?? '')).toBe(false)
  })

  test.each([0, 0.5, 10_000, 3e12, Number.POSITIVE_INFINITY])(
    'is delivered where its receiver has %d milliseconds',
    async (webhookTimeout) => {
      const { emulator, subscribe } = listening({ timings: { webhookTimeout } })
      await subscribe()
      await emulator.settle()
      expect(emulator.deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }])
    },
  )

  test('is given up in the end, and disabled where a switch says so', async () => {
    const { emulator, admin, subscribe } = listening({ answer: () => 500, switches: { disableFailingWebhooks: true } })
    const webhook = await subscribe()
    await emulator.settle()
    expect(emulator.deliveries).toMatchObject([{ state: 'failed', attempts: [{}, {}, {}, {}] }])
    expect((await admin('GET', `/webhooks/acme/dev/${webhook.slug_perm}/`)).body).toMatchObject({
      is_last_response_bad: true,
      disable_reason: 1,
    })
  })

  test('is managed by admins, and refused where it cannot work', async () => {
    const { admin, writer, subscribe } = listening()
    const webhook = await subscribe()
    const path = `/webhooks/acme/dev/${webhook.slug_perm}/`

    expect((await writer('GET', '/webhooks/acme/dev/')).status).toBe(403)
    expect((await admin('GET', '/webhooks/acme/dev/')).body).toMatchObject([
      { slug_perm: webhook.slug_perm, identifier: 1, request_body_format_str: 'JSON Object' },
    ])
    expect((await admin('PATCH', path, { is_active: false })).body).toMatchObject({ is_active: false, events: ['*'] })
    expect((await subscribe({ events: ['ping'] })).fields).toHaveProperty('events')
    expect((await subscribe({ package_query: 'name:(' })).fields).toHaveProperty('package_query')
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).status).toBe(404)
  })
})

describe('a webhook with templates', () => {
  const spoken = {
    request_body_format: 3,
    request_body_template_format: 1,
    templates: [
      { event: 'package.synced', template: `{"text": {{{tojson (concat data.name ' is "ready"')}}} }` },
      { event: 'package.created', template: '' },
      { event: '*', template: '{"event": "{{meta.event_id}}"}' },
    ],
  }

  test('says what the template of the event says, else that of all events, and is signed over that', async () => {
    const { emulator, subscribe, publish, received } = listening()
    await subscribe({
      ...spoken,
      events: ['package.created', 'package.synced', 'package.security_scanned'],
      signature_key: 'hush',
    })
    await publish(npmPackage({ name: '@acme/app', version: '1.0.0' }))

    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      { event: 'ping' },
      { event: 'package.created' },
      { text: '@acme/app is "ready"' },
      { event: 'package.security_scanned' },
    ])
    for (const { body, headers } of received) {
      expect(headers.get('x-cloudsmith-signature')).toBe(createHmac('sha1', 'hush').update(body).digest('hex'))
    }
    expect(emulator.deliveries.map(({ body }) => body)).toEqual(received.map(({ body }) => body))
  })

  test.each([
    [0, null, 'text/plain'],
    [1, null, 'application/json'],
    [2, null, 'application/xml'],
    [2, 'text/xml', 'text/xml'],
  ])('of kind %i and its own type %s is sent as %s', async (kind, own, type) => {
    const { emulator, subscribe, received } = listening()
    const templates = [{ event: '*', template: '<event>{{meta.event_id}}</event>' }]
    await subscribe({ request_body_format: 3, request_body_template_format: kind, request_content_type: own, templates })
    await emulator.settle()
    expect(received[0]?.body).toBe('<event>ping</event>')
    expect(received[0]?.headers.get('content-type')).toBe(type)
  })

  test('is refused where a template cannot be read, and says which', async () => {
    const { admin, subscribe } = listening()
    const templates = [...spoken.templates, { event: 'package.deleted', template: '{{#if data}}' }]
    const { fields } = await subscribe({ ...spoken, templates })
    expect(fields).toEqual({ templates: { 3: { template: [expect.stringContaining('Parse error on line 1')] } } })

    const webhook = await subscribe({ ...spoken, request_body_format: 0, templates })
    const path = `/webhooks/acme/dev/${webhook.slug_perm}/`
    expect((await admin('PATCH', path, { request_body_format: 3 })).status).toBe(422)
    expect((await admin('PATCH', path, { request_body_format: 3, templates: [] })).status).toBe(200)
  })

  test('fails, and says why, where a template asks the impossible; inherited properties are nothing', async () => {
    const { emulator, subscribe, received } = listening()
    const says = (template: string) => subscribe({ ...spoken, templates: [{ event: '*', template }] })
    await says('{{add meta.event_id 1}}')
    await says('{{shout meta.event_id}}')
    await says('{{meta.constructor.name}}{{__proto__.x}}.')
    await emulator.settle()
    const [add, shout] = emulator.deliveries
    expect(add).toMatchObject({
      state: 'failed',
      attempts: expect.arrayContaining([{ at: expect.any(Number), error: '"ping" is not a number.' }]),
    })
    expect(shout).toMatchObject({
      state: 'failed',
      attempts: expect.arrayContaining([expect.objectContaining({ error: expect.stringContaining('shout') })]),
    })
    expect(received.map(({ body }) => body)).toEqual(['.'])
  })

  const levels = <Each>(count: number, of: (level: number) => Each) => Array.from({ length: count }, (_, level) => of(level))

  test.each<[string, template: string, error: string]>([
    ['goes through lists in lists', `${'{{#each @root.meta}}'.repeat(20)}x${'{{/each}}'.repeat(20)}`, 'half a second to render'],
    [
      'says parts of itself twice in each other',
      `${levels(40, (level) => `{{#*inline "p${level}"}}{{> p${level + 1}}}{{> p${level + 1}}}{{/inline}}`).join('')}{{#*inline "p40"}}{{/inline}}{{> p0}}`,
      'half a second to render',
    ],
    [
      'doubles a text',
      `{{#with "x"}}${'{{#with (concat this this)}}'.repeat(21)}{{this}}${'{{/with}}'.repeat(22)}`,
      '1048576 characters',
    ],
  ])('is given up where it has no end, and not tried again: one that %s', async (_what, template, error) => {
    const told: string[] = []
    const { emulator, subscribe } = listening({ onUnsupported: (line) => told.push(line) })
    await subscribe({ ...spoken, templates: [{ event: '*', template }] })
    await emulator.settle()
    expect(emulator.deliveries).toMatchObject([{ state: 'failed', attempts: [{ error: expect.stringContaining(error) }] }])
    expect(told).toEqual([expect.stringContaining(error)])
  })
})

test.each<[template: string, rendered: string]>([
  ['neg 7', '-7'],
  ['not list', 'false'],
  ['truth nothing', 'false'],
  ['tojson list', '["a","b"]'],
  ['add "1" 2', '3'],
  ['sub 1 2', '-1'],
  ['mul 3 4', '12'],
  ['div 7 2', '3.5'],
  ['floordiv -7 2', '-4'],
  ['mod -7 3', '2'],
  ['concat "a" 1', 'a1'],
  ['and 1 "x"', 'true'],
  ['or 0 empty', 'false'],
  ['xor 1 0', 'true'],
  ['lt 9 10', 'true'],
  ['lte "b" "a"', 'false'],
  ['gt "10" 9', 'true'],
  ['gte 2 2', 'true'],
  ['eq nothing null', 'true'],
  ['ne 1 "1"', 'true'],
  ['contains "a" list', 'true'],
  ['startswith "a" "abc"', 'true'],
  ['endswith "a" "abc"', 'false'],
  ['join "-" (split "." "1.2")', '1-2'],
])('{{{%s}}} in a template is %s', async (template, rendered) => {
  const meta = { attempt_at: '', event_at: '', event_id: 'ping', trigger_id: '', webhook_id: 1 }
  const payload = { data: {}, meta, list: ['a', 'b'], empty: [] }
  expect(await render([{ event: 'ping', template: `{{{${template}}}}` }], payload)).toBe(rendered)
})

describe('a delivery', () => {
  test('can be sent again: the same event, at a new time, signed for it', async () => {
    const { emulator, admin, subscribe, received } = listening()
    const webhook = await subscribe({ signature_key: 'hush' })
    await emulator.settle()
    await emulator.clock.advance(60_000)
    const [ping] = emulator.deliveries

    expect(emulator.replay(ping?.triggerId ?? '')).toBe(true)
    await emulator.settle()

    const [first, second] = received.map(({ body }) => JSON.parse(body))
    expect(second).toEqual({ ...first, meta: { ...first.meta, attempt_at: '2026-01-01T00:01:00.000000+00:00' } })
    const signature = createHmac('sha1', 'hush')
      .update(received[1]?.body ?? '')
      .digest('hex')
    expect(received[1]?.headers.get('x-cloudsmith-signature')).toBe(signature)
    expect(emulator.deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }, { status: 200 }] }])

    await admin('DELETE', `/webhooks/acme/dev/${webhook.slug_perm}/`)
    expect([emulator.replay(ping?.triggerId ?? ''), emulator.replay('none')]).toEqual([false, false])
    expect(received).toHaveLength(2)
  })
})

test('a receiver may work with the emulator and its clock while it is being told', async () => {
  const { emulator, admin, upload } = story({
    async deliver(_input, init) {
      const { data, meta } = JSON.parse(String(init?.body))
      if (meta.event_id === 'package.synced') {
        await emulator.clock.sleep(60_000)
        await admin('POST', `/packages/acme/dev/${data.slug_perm}/copy/`, { destination: 'staging' })
      }
      return new Response()
    },
  })
  await admin('POST', '/webhooks/acme/dev/', { target_url: 'https://hooks.example.com/', events: ['*'], templates: [] })

  await upload(rawFile({ bytes: 'a' }))
  await emulator.settle()

  expect((await admin('GET', '/packages/acme/staging/')).body).toMatchObject([{ is_sync_completed: true }])
})
