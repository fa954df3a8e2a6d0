import { mirror } from '@cloudsmith-sdk/emulator/mirror'
import { dockerImage, dockerIndex } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { ada, type StoryOptions, story, toProduction, toStaging } from '../../test/story.ts'
import { listPlans } from '../store/plans.ts'
import { rehearsalOf } from '../store/rehearsals.ts'
import { rehearsePlan } from './rehearse.ts'
import { previewPlan } from './request.ts'

/** Dev has an image for two platforms, and requests for its manifests are recorded. */
async function images(settings: StoryOptions['settings'] = {}) {
  const registries = new Set<string>()
  const told = await story({
    settings,
    between: (next) => (request, init) => {
      if (request.url.includes('/manifests/')) registries.add(new URL(request.url).origin)
      return next(request, init)
    },
  })
  const { index, images: platforms } = dockerIndex({ name: 'team/api', tag: '1.2' })
  for (const fixture of platforms) await told.emulator.add('acme/dev', fixture)
  const { version: digest } = await told.emulator.add('acme/dev', index)
  return { ...told, digest, registries }
}

test('F17 an image for two platforms goes by itself, and is rehearsed before people agree to the next stage', async () => {
  const { reconcile, held, parts, registries } = await images()
  for (const edge of [toStaging, toProduction]) await reconcile(edge)
  expect(await held('staging')).toHaveLength(3)
  const [plan] = (await listPlans(parts.database, { edge: toProduction, states: ['approval'] })).rows
  if (plan === undefined) throw new Error('there is one to approve')
  const job = { data: { plan: plan.id }, signal: new AbortController().signal }
  await rehearsePlan(parts, job, { loadMirror: async () => mirror, most: 100 })
  expect(await rehearsalOf(parts.database, plan.id)).toMatchObject({
    why: null,
    rehearsed: { outcome: 'succeeded', refused: [] },
  })
  expect([...registries]).toEqual(['https://docker.cloudsmith.io'])
})

test('what somebody asks for takes along what signs it', async () => {
  const { emulator, parts, digest } = await images()
  await emulator.add('acme/dev', dockerImage({ name: 'team/api', tag: `sha256-${digest}.sig`, files: { signature: '' } }))
  const wish = { select: { query: 'tag:^1.2$' }, dependencies: 'closure' } as const
  const { items } = await previewPlan(parts, toStaging, wish, ada, new AbortController().signal)
  expect(items.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promote'))
})

test('without a registry it is blocked, and nobody is asked', async () => {
  const { parts, registries } = await images({ dockerRegistry: 'off' })
  const wish = { select: { query: 'tag:^1.2$' } } as const
  const { items } = await previewPlan(parts, toStaging, wish, ada, new AbortController().signal)
  expect(items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining('no registry')] }])
  expect([...registries]).toEqual([])
})

test('a registry that does not answer is what whoever asks is told', async () => {
  const { parts } = await images({ dockerRegistry: 'https://images.example.com' })
  const wish = { select: { query: 'tag:^1.2$' } } as const
  const asked = previewPlan(parts, toStaging, wish, ada, new AbortController().signal)
  await expect(asked).rejects.toMatchObject({ name: 'DecisionError', message: expect.stringContaining('images.example.com') })
})
