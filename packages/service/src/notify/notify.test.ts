import { verify } from '@cloudsmith-sdk/webhooks'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { type Answered, type Got, otherSide } from '../../test/other-side.ts'
import { ada, npm, story, toProduction } from '../../test/story.ts'
import { refusePlan } from '../flow/decide.ts'
import type { Listener } from '../flow/happening.ts'
import { pauseWork } from '../flow/pausing.ts'
import { channelsSchema } from '../settings/channels.ts'
import { findNotification, listNotifications } from '../store/notifications.ts'
import { listTasks } from '../store/tasks.ts'
import { deliverDue } from './deliver.ts'
import { noteMessages } from './note.ts'
import { standardHeaders } from './webhook.ts'

type Given = v.InferInput<typeof channelsSchema>[number]
type Without<Type, Keys extends PropertyKey> = Type extends unknown ? Omit<Type, Keys> : never

/** A story with notifications. */
async function toldStory(given: Without<Given, 'name'>, url?: string) {
  const told = await story()
  const channels = v.parse(channelsSchema, [{ name: 'ops', allowNetworks: ['127.0.0.1'], ...given }])
  const secrets: Record<string, string> = {}
  const listeners = told.parts.listeners as Listener[]
  listeners.push(noteMessages({ pipelines: told.parts.pipelines, channels, url }))
  const parts = { flow: told.parts, channels, secretOf: async (reference: string) => secrets[reference] ?? '' }
  return { ...told, secrets, deliver: () => deliverDue(parts), parts: told.parts }
}

const slack = { kind: 'slack', webhook: 'env:SLACK' } as const

/** Makes a package wait for approval. */
async function askFor({ push, work }: Pick<Awaited<ReturnType<typeof toldStory>>, 'push' | 'work'>, name = 'ms') {
  await push('dev', npm(name))
  await work()
}

test('people are asked to approve, in Slack, once', async () => {
  const there = await otherSide(() => ({ body: 'ok' }))
  const told = await toldStory(slack, 'https://promote.example.com/base')
  told.secrets['env:SLACK'] = `${there.url}/services/T0/B0/very-secret`
  await askFor(told)
  expect(await told.deliver()).toBe(1)
  expect(await told.deliver()).toBe(0)
  expect(there.got).toMatchObject([{ method: 'POST', path: '/services/T0/B0/very-secret' }])
  expect(there.got[0]?.json).toMatchObject({
    text: 'Plan 2 waits for approval: 1 package, staging → production of acme',
    mrkdwn: false,
    blocks: [
      { type: 'section', text: { verbatim: true, text: expect.stringContaining('\nnpm:ms@1.0.0') } },
      { type: 'actions', elements: [{ url: 'https://promote.example.com/base/plans/2' }] },
    ],
  })
})

test('whoever names a package or gives a reason pings nobody, and makes no link', async () => {
  const there = await otherSide(() => ({ body: 'ok' }))
  const told = await toldStory(slack)
  told.secrets['env:SLACK'] = there.url
  const why = '<!channel> <https://evil.example|look> & \u202egnp.exe\n@everyone'
  await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why })
  await told.deliver()
  const text = 'ada paused all of acme\nWhy: &lt;!channel&gt; &lt;https://evil.example|look&gt; &amp; \u{fffd}gnp.exe @everyone'
  expect(there.got[0]?.json).toHaveProperty('blocks.0.text', { type: 'mrkdwn', verbatim: true, text })
  expect(there.got[0]?.text).not.toMatch(/<[!@#h]/)
})

test('a bot is told by Slack what it calls the message, or why it cannot be', async () => {
  const answers: Answered[] = [{ body: { ok: true, ts: '12.34' } }, { body: { ok: false, error: 'channel_not_found' } }]
  const there = await otherSide((_, number) => answers[number - 1] ?? {})
  const told = await toldStory({
    kind: 'slack',
    token: 'env:BOT',
    channel: 'C0',
    url: there.url,
    text: 'Please look at {{ plan }}: {{packages}}',
  })
  told.secrets['env:BOT'] = 'a token of the bot'
  await askFor(told)
  await told.deliver()
  expect(there.got).toMatchObject([
    {
      path: '/chat.postMessage',
      headers: { authorization: 'Bearer a token of the bot' },
      json: { channel: 'C0', parse: 'none', link_names: false },
    },
  ])
  expect(there.got[0]?.json).toHaveProperty('blocks.0.text.text', 'Please look at 2: npm:ms@1.0.0')
  expect(await listNotifications(told.parts.database)).toMatchObject([{ state: 'sent', remote: '12.34' }])
  await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why: 'incident' })
  await told.deliver()
  expect((await listNotifications(told.parts.database))[0]).toMatchObject({
    state: 'failed',
    lastError: 'Slack refused the message: channel_not_found.',
  })
  const { rows } = await listTasks(told.parts.database)
  expect(rows).toMatchObject([{ kind: 'notification failed', title: 'ops could not be notified' }])
})

/** A message that is an adaptive card. */
interface Card {
  readonly attachments: readonly [{ readonly content: { readonly body: readonly Block[]; readonly actions: unknown } }]
}

/** A block of an adaptive card. */
interface Block {
  readonly type: string
  readonly inlines: readonly { readonly type: string; readonly text: string }[]
}

test('Teams gets a card in which nothing from outside is markup', async () => {
  const there = await otherSide(() => ({ status: 202 }))
  const told = await toldStory({ kind: 'teams', webhook: 'env:TEAMS' }, 'https://promote.example.com')
  told.secrets['env:TEAMS'] = `${there.url}/workflows/secret?sig=secret`
  await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why: '[click](https://evil.example) <at>all</at>' })
  await told.deliver()
  const message = there.got[0]?.json as unknown as Card
  const [attachment] = message.attachments
  expect(attachment).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: { type: 'AdaptiveCard', version: '1.4' },
  })
  const blocks = attachment.content.body
  expect(new Set(blocks.flatMap(({ type, inlines }) => [type, ...inlines.map((each) => each.type)]))).toEqual(
    new Set(['RichTextBlock', 'TextRun']),
  )
  expect(blocks[1]?.inlines[0]?.text).toBe('Why: [click](https://evil.example) <at>all</at>')
  expect(attachment.content).not.toHaveProperty('msteams')
  expect(attachment.content.actions).toMatchObject([{ type: 'Action.OpenUrl', url: 'https://promote.example.com/' }])
})

test('an endpoint of one’s own verifies what it gets, as our package does and as Standard Webhooks do', async () => {
  const there = await otherSide(() => ({ status: 204 }))
  const told = await toldStory({ kind: 'webhook', url: there.url, key: 'env:KEY', when: [{ events: ['plan refused'] }] })
  told.secrets['env:KEY'] = 'a key of the endpoint'
  await askFor(told)
  await refusePlan(told.parts, 2, ada, 'not before the holidays')
  await told.deliver()
  const [got] = there.got as [Got]
  expect(got.json).toMatchObject({
    ...{ type: 'plan.refused', timestamp: expect.stringMatching(/^2\d{3}-.*Z$/) },
    data: {
      event: 'plan refused',
      plan: 2,
      by: 'ada',
      why: 'not before the holidays',
      edge: toProduction,
      packages: [{ name: 'ms' }],
    },
  })
  expect(await verify(got.text, got.headers, { signatureKey: 'a key of the endpoint' })).toEqual({ keyIndex: 0 })
  await expect(verify(got.text, got.headers, { signatureKey: 'another' })).rejects.toThrow()
  const { 'webhook-id': id = '', 'webhook-timestamp': at } = got.headers
  expect(got.headers).toMatchObject(standardHeaders(id, Number(at), got.text, 'a key of the endpoint'))
})

test('the signature is that of the example of Standard Webhooks', () => {
  const body = '{"test": 2432232314}'
  const signed = standardHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('what does not get through is tried again, no sooner than the other side asks, and told once it does', async () => {
  const answers: Answered[] = [{ status: 503 }, { status: 429, headers: { 'retry-after': '7200' } }, { body: 'ok' }]
  const there = await otherSide((_, number) => answers[number - 1] ?? {})
  const told = await toldStory(slack)
  told.secrets['env:SLACK'] = `${there.url}/very-secret`
  await askFor(told)
  await told.deliver()
  expect(await told.deliver()).toBe(0)
  await told.emulator.clock.advance(15 * 60_000)
  await told.deliver()
  expect(there.got).toHaveLength(2)
  await told.emulator.clock.advance(7_199_000)
  expect(await told.deliver()).toBe(0)
  await told.emulator.clock.advance(1_000)
  expect(await told.deliver()).toBe(1)
  expect(await findNotification(told.parts.database, 'ops: plan kept 2')).toMatchObject({
    state: 'sent',
    attempts: 3,
    lastError: null,
  })
})

test('after a day it is given up, and somebody has to see to it, until it goes again', async () => {
  let isBroken = true
  const there = await otherSide(() => (isBroken ? { status: 500 } : { body: 'ok' }))
  const told = await toldStory({ ...slack, when: [{ events: ['paused'] }] })
  told.secrets['env:SLACK'] = `${there.url}/very-secret`
  await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why: 'incident' })
  await told.parts.database.run(`update promotion.notifications set created_at = now() - interval '10 years'`)
  await told.deliver()
  const open = async () => (await listTasks(told.parts.database)).rows.map(({ kind, detail }) => ({ kind, detail }))
  expect(await open()).toEqual([{ kind: 'notification failed', detail: 'ada paused all of acme\nSlack answered 500.' }])
  isBroken = false
  await told.emulator.clock.advance(1_000)
  await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why: 'another' })
  await told.deliver()
  expect(await open()).toEqual([])
})

test('two processes tell each message once', async () => {
  const there = await otherSide(() => ({ body: 'ok' }))
  const told = await toldStory({ ...slack, when: [{}] })
  told.secrets['env:SLACK'] = there.url
  await askFor(told)
  const noted = (await listNotifications(told.parts.database)).length
  for (;;) if ((await Promise.all([told.deliver(), told.deliver(), told.deliver()])).every((count) => count === 0)) break
  expect(noted).toBeGreaterThan(3)
  expect(there.got).toHaveLength(noted)
})

test('addresses that are not public are refused unless they are allowed, and so is a redirect', async () => {
  const inside = await otherSide()
  const told = await toldStory({ ...slack, allowNetworks: [] })
  const failure = async (url: string) => {
    told.secrets['env:SLACK'] = url
    await pauseWork(told.parts, { pipeline: 'acme' }, ada, { why: 'incident' })
    await told.emulator.clock.advance(1)
    await told.deliver()
    const [row] = await listNotifications(told.parts.database)
    return row?.state === 'failed' ? row.lastError : row?.state
  }
  const notPublic = [
    '127.0.0.1',
    '169.254.169.254',
    '10.1.2.3',
    '[::1]',
    '[::ffff:169.254.169.254]',
    '[fd00:ec2::254]',
    '2130706433',
    '0x7f.1',
  ]
  for (const host of notPublic)
    expect(await failure(inside.url.replace('127.0.0.1', host))).toMatch(/which is not a public address/)
  expect(await failure(inside.url.replace('127.0.0.1', 'localhost'))).toMatch(
    /^localhost resolves to .* which is not a public address/,
  )
  expect(await failure('file:///etc/passwd')).toBe('The address is not an http or https URL.')
  expect(inside.got).toEqual([])
  const leading = await otherSide(() => ({ status: 307, headers: { location: `${inside.url}/credentials` } }))
  const led = await toldStory(slack)
  led.secrets['env:SLACK'] = leading.url
  await askFor(led)
  await led.deliver()
  expect(await listNotifications(led.parts.database)).toMatchObject([
    { state: 'failed', lastError: expect.stringContaining('a redirect, which is not followed') },
  ])
  expect(inside.got).toEqual([])
})

test('no credential is in what is kept of a failure', async () => {
  const there = await otherSide(() => ({ status: 404, body: 'no such very-secret' }))
  const told = await toldStory(slack)
  told.secrets['env:SLACK'] = `${there.url}/services/very-secret`
  await askFor(told)
  await told.deliver()
  const rows = await listNotifications(told.parts.database)
  expect(rows).toMatchObject([{ state: 'failed', lastError: 'Slack answered 404.' }])
  expect(JSON.stringify([rows, await listTasks(told.parts.database)])).not.toContain('very-secret')
})
