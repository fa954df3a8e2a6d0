import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import { describe, expect, test } from 'vitest'
import { type AutopromoteOptions, autopromote } from '../src/automation.ts'
import { hold } from '../src/hold.ts'
import { approval, type Gate, maxSeverity, scanned } from '../src/index.ts'
import { goes } from '../src/plan/is-sent.ts'
import { type Stock, stock } from './stock.ts'

const npm = (name: string) => npmPackage({ name, version: '1.0.0', license: 'MIT' })
const edge = { from: 'dev', to: 'staging' }
const stage = { action: 'move', tag: 'staged', staleScan: { after: '1 day', means: 'pass' } } as const
const delivered = [[], ['npm ms 1.0.0 #staged']]

/** The network of a process that dies: after so many requests nothing leaves any more. */
function mortal(emulator: Emulator, requests: number) {
  const death = new AbortController()
  let left = requests
  const cloudsmith = new Cloudsmith({
    apiKey: 'emulator-admin-key',
    clock: emulator.clock,
    fetch: async (input, init) => {
      left -= 1
      if (left >= 0) return emulator.fetch(input, init)
      death.abort(new Error('killed'))
      throw new TypeError('killed')
    },
  })
  return { cloudsmith, signal: death.signal, died: () => left < 0 }
}

/** A world whose edge from dev to staging moves and tags, and the event about its one package. */
async function story(options: Stock = {}) {
  const world = await stock({ dev: [npm('ms')], ...options, stage: { ...stage, ...options.stage } })
  const { cloudsmith, pipeline, contents } = world
  const errors: unknown[] = []
  const begin = (more: Partial<AutopromoteOptions> = {}, by = cloudsmith) =>
    autopromote(pipeline, by, { edges: [edge], onError: (error) => errors.push(error), ...more })
  const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
  const event = exampleEvent('package.security_scanned', { ...row })
  const sides = () => [contents('dev'), contents('staging')]
  return { ...world, begin, event, sides, errors, slug: row?.slug_perm ?? '' }
}

/** Worlds in which a process died after each number of requests in turn. */
async function* deaths(options: Stock = {}) {
  for (let requests = 0; ; requests++) {
    const world = await story(options)
    const { cloudsmith, signal, died } = mortal(world.emulator, requests)
    const dying = world.begin({ signal, onError: () => {} }, cloudsmith)
    await dying.handle(world.event)
    await dying.idle()
    await world.emulator.settle()
    if (!died()) return
    yield { ...world, requests }
  }
}

describe('a process that dies while it moves', () => {
  test('F77 leaves nothing that the next sweep does not deliver, verified and with its tag', async () => {
    let halfMoved = 0
    for await (const { begin, sides, requests, errors } of deaths()) {
      if (sides().join() === ',npm ms 1.0.0 #moving-to-staging') halfMoved += 1
      await begin().reconcile()
      expect(sides(), `after request ${requests}`).toEqual(delivered)
      expect(errors).toEqual([])
    }
    expect(halfMoved).toBeGreaterThan(0)
  })

  test('also what went because people agreed to it, and what nobody agreed to is not even marked', async () => {
    const stage = { gates: [approval({ unsigned: true })] }
    const idle = await story({ stage })
    await idle.begin().reconcile()
    expect(idle.emulator.requests.writes).toEqual([])
    let halfMoved = 0
    for (let requests = 0; ; requests++) {
      const { emulator, agreed, begin, sides, errors } = await story({ stage })
      const { cloudsmith, signal, died } = mortal(emulator, requests)
      const approvals: AutopromoteOptions['approvals'] = (plan) => agreed(plan, 'ada')
      await begin({ signal, approvals, onError: () => {} }, cloudsmith).reconcile()
      await emulator.settle()
      if (!died()) break
      if (sides().join() === ',npm ms 1.0.0 #moving-to-staging') halfMoved += 1
      await begin({ approvals: async (plan) => (plan.items.some(goes) ? await agreed(plan, 'ada') : []) }).reconcile()
      expect(sides(), `after request ${requests}`).toEqual(delivered)
      expect(errors).toEqual([])
    }
    expect(halfMoved).toBeGreaterThan(0)
  })

  test.each([true, false])('F77 nor the same event, delivered again, also where a move keeps tags: %s', async (moveKeepsTags) => {
    for await (const { begin, event, sides, requests, errors } of deaths({ emulator: { switches: { moveKeepsTags } } })) {
      const next = begin()
      await next.handle(event)
      await next.idle()
      expect(
        sides().map((side) => side.map((text) => text.replace(' #moving-to-staging', ''))),
        `after request ${requests}`,
      ).toEqual(delivered)
      await next.reconcile()
      expect(sides(), `after request ${requests}`).toEqual(delivered)
      expect(errors).toEqual([])
    }
  })

  test('leaves no mark on what does not leave after all', async () => {
    let marked = 0
    for await (const { begin, sides, cloudsmith, pipeline, requests, slug } of deaths()) {
      if (sides().flat().join() !== 'npm ms 1.0.0 #moving-to-staging' || sides()[1]?.length === 1) continue
      marked += 1
      await hold(cloudsmith, pipeline, { edge, packages: { slugPerms: [slug] }, by: 'ada', why: 'wait' })
      await begin().reconcile()
      expect(sides(), `after request ${requests}`).toEqual([['npm ms 1.0.0 #held-from-staging'], []])
    }
    expect(marked).toBeGreaterThan(0)
  })
})

test('an undisturbed move marks each package once, and takes the mark away', async () => {
  const { begin, sides, emulator } = await story({ dev: [npm('ms'), npm('clsx')] })
  await begin().reconcile()
  expect(sides()).toEqual([[], ['npm clsx 1.0.0 #staged', 'npm ms 1.0.0 #staged']])
  expect(emulator.requests.writes.map(({ operation }) => operation)).toEqual([
    ...['packages_tag', 'packages_tag', 'bulk_action', 'packages_tag', 'packages_tag', 'packages_tag', 'packages_tag'],
  ])
  emulator.requests.clear()
  await begin().reconcile()
  expect(emulator.requests.writes).toEqual([])
})

describe('what came past the pipeline never gets the tag of the stage', () => {
  test('pushed straight into the stage', async () => {
    const { begin, emulator, contents } = await story({ dev: [], staging: [npm('stray')] })
    const next = begin()
    await next.reconcile()
    const [stray] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
    await next.handle(
      exampleEvent('package.tags_updated', { namespace: 'acme', repository: 'staging', slug_perm: stray?.slugPerm ?? '' }),
    )
    await next.idle()
    await next.reconcile()
    expect(contents('staging')).toEqual(['npm stray 1.0.0'])
  })

  test('moved by hand where the gates are shut, though an event of its first place comes late', async () => {
    const gates: readonly Gate[] = [scanned({}), maxSeverity({ critical: 0, high: 0, medium: 0, low: 0 })]
    const lodash = npmPackage({ name: 'lodash', version: '4.17.15', license: 'MIT' })
    const { begin, event, cloudsmith, emulator, contents, slug, errors } = await story({ dev: [lodash], stage: { gates } })
    await cloudsmith.packages.move({ owner: 'acme', repo: 'dev', identifier: slug, destination: 'staging' })
    await emulator.settle()
    const next = begin()
    await next.handle(event)
    await next.idle()
    await next.reconcile()
    expect(contents('staging')).toEqual(['npm lodash 4.17.15'])
    expect(errors).toEqual([])
  })
})

test('what is being moved back is held, and not delivered once more', async () => {
  const { begin, event, cloudsmith, emulator, contents, slug } = await story()
  await begin().reconcile()
  const ref = { owner: 'acme', repo: 'staging', identifier: slug }
  await cloudsmith.packages.tag({ ...ref, action: 'Add', tags: ['held-from-staging'] })
  await cloudsmith.packages.tag({ ...ref, action: 'Remove', tags: ['staged'] })
  const next = begin()
  await next.handle(event)
  await next.idle()
  await next.reconcile()
  expect(contents('staging')).toEqual(['npm ms 1.0.0 #held-from-staging'])
  expect(emulator.requests.writes.filter(({ operation }) => operation === 'bulk_action')).toHaveLength(1)
})
