import * as v from 'valibot'
import { expect, test } from 'vitest'
import { type Answered, type Got, otherSide } from '../../test/other-side.ts'
import { npm, story } from '../../test/story.ts'
import type { Listener } from '../flow/happening.ts'
import { channelsSchema } from '../settings/channels.ts'
import { listNotifications } from '../store/notifications.ts'
import { deliverDue } from './deliver.ts'
import { noteMessages } from './note.ts'

const sha = 'c0ffee'.padEnd(40, '0')

/** The part of GitHub that is needed: it stores deployments. */
async function gitHub(first: readonly Answered[] = []) {
  const deployments: { id: number; payload: unknown }[] = []
  const answer = ({ method, path, json }: Got, number: number): Answered => {
    const given = first[number - 1]
    if (given !== undefined) return given
    if (method === 'GET' && path.includes('/deployments?')) return { body: deployments }
    if (method === 'GET') return { body: sha }
    if (!path.endsWith('/deployments')) return { status: 201, body: { id: 99 } }
    deployments.push({ id: deployments.length + 1, payload: JSON.stringify(json?.payload) })
    return { status: 201, body: deployments.at(-1) }
  }
  return await otherSide(answer)
}

type Given = v.InferInput<typeof channelsSchema>[number]

async function told(kind: 'github-deployment' | 'github-status', url: string, more: object = {}) {
  const staged = await story()
  const given = {
    kind,
    token: 'env:GITHUB',
    repository: 'acme/{{name}}',
    ref: 'v{{version}}',
    url,
    allowNetworks: ['127.0.0.1'],
    ...more,
  }
  const channels = v.parse(channelsSchema, [{ name: 'hub', ...given } as Given])
  ;(staged.parts.listeners as Listener[]).push(
    noteMessages({ pipelines: staged.parts.pipelines, channels, url: 'https://promote.example.com' }),
  )
  const deliver = async () => {
    while ((await deliverDue({ flow: staged.parts, channels, secretOf: async () => 'a token of GitHub' })) > 0);
  }
  return { ...staged, deliver }
}

/** The requests that wrote something, with the fields that were sent. */
const writes = (got: readonly Got[]): ({ path: string } & NonNullable<Got['json']>)[] =>
  got.filter(({ method }) => method === 'POST').map(({ path, json }) => ({ path, ...json }))

test('repository and commit are read from what is attached to a package, signed or not', async () => {
  const hub = await gitHub()
  const more = { repository: 'acme/{{metadata:git.repository}}', ref: '{{metadata:predicate.materials.0.digest.sha1}}' }
  const { cloudsmith, push, work, deliver } = await told('github-status', hub.url, more)
  const [first, second] = [await push('dev', npm('ms')), await push('dev', npm('lodash'))]
  const attach = (slug: string, content: object) =>
    cloudsmith.v2.metadata.create({
      ...{ package_slug_perm: slug, content, content_type: 'application/json', source_identity: 'ci@1' },
    })
  const payload = Buffer.from(JSON.stringify({ predicate: { materials: [{ digest: { sha1: sha } }] } })).toString('base64')
  await attach(first, { git: { repository: 'web' } })
  await attach(first, { payload, payloadType: 'application/vnd.in-toto+json', signatures: [] })
  await attach(second, { git: { repository: { toString: 'web' } } })
  await work()
  await deliver()
  // The other package does not say which repository it comes from.
  expect(new Set(writes(hub.got).map(({ path }) => path))).toEqual(new Set([`/repos/acme/web/statuses/${sha}`]))
})

test('a package that arrives is a deployment that succeeded, made once', async () => {
  const hub = await gitHub()
  const { push, work, deliver } = await told('github-deployment', hub.url)
  await push('dev', npm('ms'))
  await work()
  await deliver()
  const made = writes(hub.got)
  expect(made.filter(({ path }) => path === '/repos/acme/ms/deployments')).toMatchObject([
    { ref: 'v1.0.0', environment: 'staging', task: 'promote', auto_merge: false, required_contexts: [] },
  ])
  expect(made.at(-1)).toMatchObject({
    ...{ path: '/repos/acme/ms/deployments/1/statuses', state: 'success' },
    log_url: expect.stringMatching(/^https:\/\/promote\.example\.com\/runs\/\d+$/),
  })
  // The start is no longer reported once the run has ended.
  expect(made.map(({ state }) => state)).not.toContain('in_progress')
  expect(new Set(hub.got.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer a token of GitHub']))
})

test('a status stands at the commit that the ref is, or that a tag of the package names', async () => {
  const hub = await gitHub()
  const first = await told('github-status', hub.url)
  await first.push('dev', npm('ms'))
  await first.work()
  await first.deliver()
  expect(hub.got.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /repos/acme/ms/commits/v1.0.0',
    `POST /repos/acme/ms/statuses/${sha}`,
  ])
  expect(writes(hub.got)).toMatchObject([{ state: 'success', context: 'promotion/staging' }])
  const again = await gitHub()
  const second = await told('github-status', again.url, { ref: '{{tag:commit-}}' })
  await second.push('dev', npm('left-pad'), [`commit-${sha}`])
  await second.push('dev', npm('untagged'))
  await second.work()
  await second.deliver()
  expect(again.got.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /repos/acme/left-pad/statuses/${sha}`])
})

test('where the rate limit is used up, it waits as long as GitHub says', async () => {
  const hub = await gitHub([{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'retry-after': '1800' } }])
  const { push, work, deliver, parts, emulator } = await told('github-status', hub.url, { when: [{ events: ['run ended'] }] })
  await push('dev', npm('ms'))
  await work()
  await deliver()
  expect(await listNotifications(parts.database)).toMatchObject([
    { state: 'due', lastError: 'The rate limit of GitHub is used up.' },
  ])
  await emulator.clock.advance(1_800_000)
  await deliver()
  expect(writes(hub.got)).toMatchObject([{ state: 'success' }])
})

test('what a name makes of the repository cannot lead elsewhere', async () => {
  const hub = await gitHub()
  const { push, work, deliver, parts } = await told('github-status', hub.url, { repository: '{{name}}' })
  await push('dev', npm('@acme/ms'))
  await work()
  await deliver()
  expect(hub.got).toEqual([])
  const rows = await listNotifications(parts.database)
  expect(rows.find(({ event }) => event === 'run ended')).toMatchObject({
    state: 'failed',
    lastError: expect.stringContaining('is not the name of a GitHub repository'),
  })
})
