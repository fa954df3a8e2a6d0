import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { addTags, clearTags, quarantine, release, removeTags, replaceTags } from '../src/packages.ts'
import { story } from './story.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })

test('tags are added, replaced, removed and cleared', async () => {
  const { cloudsmith, push, ref } = await story()
  const at = ref(await push('dev', ms, ['dev']))
  const info = async () => (await cloudsmith.packages.read({ ...at })).tags.info ?? []

  await addTags(cloudsmith, at, ['clean'])
  expect(await info()).toEqual(expect.arrayContaining(['dev', 'clean']))
  await replaceTags(cloudsmith, at, ['staging'])
  expect(await info()).toEqual(['staging'])
  await addTags(cloudsmith, at, ['extra'])
  await removeTags(cloudsmith, at, ['staging'])
  expect(await info()).toEqual(['extra'])
  await clearTags(cloudsmith, at)
  expect(await info()).toEqual([])
})

test('immutable tags stay where others go', async () => {
  const { cloudsmith, push, ref } = await story()
  const at = ref(await push('dev', ms))
  await addTags(cloudsmith, at, ['released'], { immutable: true })
  await addTags(cloudsmith, at, ['passing'])

  await clearTags(cloudsmith, at)

  expect((await cloudsmith.packages.read({ ...at })).tags.info).toEqual(['released'])
  await replaceTags(cloudsmith, at, ['other'])
  expect((await cloudsmith.packages.read({ ...at })).tags.info).toEqual(expect.arrayContaining(['released', 'other']))
})

test('a quarantined package cannot be downloaded until it is released', async () => {
  const { cloudsmith, push, ref } = await story()
  const at = ref(await push('dev', ms))

  await expect(quarantine(cloudsmith, at)).resolves.toMatchObject({ is_quarantined: true, is_downloadable: false })
  await expect(release(cloudsmith, at)).resolves.toMatchObject({ is_quarantined: false, is_downloadable: true })
})
