import { expect, test } from 'vitest'
import { createEmulator } from '../../src/index.ts'
import { npmPackage } from '../../src/testing.ts'
import { keys, story } from '../story.ts'

test('of 60,000 requests the latest 10,000 are remembered', async () => {
  const emulator = createEmulator()
  const signal = new AbortController().signal
  const headers = new Headers({ 'X-Api-Key': keys.admin })
  const ask = (path: string) =>
    emulator.answer({ method: 'GET', url: `${emulator.origin}${path}`, headers, body: null, signal, text: async () => '' })
  for (let asked = 1; asked <= 60_000; asked++) await ask(`/nowhere/${asked}/`)
  expect(emulator.requests.all).toHaveLength(10_000)
  expect(emulator.requests.all[0]?.url).toContain('/nowhere/50001/')
})

test('of 6,000 deliveries those are remembered that the size of the log has room for, by default 10,000', async () => {
  const deliver = async () => new Response()
  const deliveriesOf = async (logSize?: number) => {
    const { emulator, admin } = story({ deliver, ...(logSize !== undefined && { logSize }) })
    const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'a', version: '1.0.0' }))
    const webhook = { target_url: 'https://hooks.example.com/', events: ['package.created'], templates: [] }
    await admin('POST', '/webhooks/acme/dev/', webhook)
    await emulator.settle()
    const pkg = emulator.world.packages.get(slug_perm)
    for (let told = 0; pkg && told < 6_000; told++) emulator.world.emit('package.created', pkg)
    await emulator.settle()
    return emulator.deliveries.length
  }
  // The ping counts as well.
  expect(await deliveriesOf()).toBe(6_001)
  expect(await deliveriesOf(1_000)).toBe(1_000)
})
