import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { storyOf } from '../story.ts'

const npm = (name: string, version: string) => npmPackage({ name, version, license: 'MIT' })

test('10,000 packages are rehearsed with less than two requests for each 500 of them, and no write', async () => {
  const { cli, emulator } = await storyOf(async ({ write }) => {
    await write('cloudsmith.pipeline.yaml', 'owner: acme\nstages: [{ repository: dev }, { repository: staging }]\n')
    const filling = createEmulator()
    for (const repository of ['dev', 'staging']) {
      const variants = Array.from({ length: 5_000 }, (_, index) => ({ name: `package-${index}`, version: '1.0.0' }))
      await filling.addMany(`acme/${repository}`, npm('model', '1.0.0'), variants)
    }
    await filling.add('acme/dev', npm('ms', '2.1.3'), { tags: ['candidate'] })
    await filling.settle()
    return filling
  })
  await cli('plan', '--from', 'dev', '--to', 'staging', '--tag', 'candidate', '--out', 'plan.json')
  emulator.requests.clear()
  expect(await cli('rehearse', 'plan.json')).toMatchObject({ code: 0 })
  const { all, writes } = emulator.requests
  expect([all.filter(({ operation }) => operation === 'packages_list').length, all.length]).toEqual([23, 32])
  expect(all.length).toBeLessThanOrEqual((2 * 10_000) / 500)
  expect(writes).toEqual([])
})
