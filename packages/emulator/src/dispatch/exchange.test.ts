import { expect, test } from 'vitest'
import { keys, story } from '../../test/story.ts'
import { longestBody } from '../core/exchange.ts'
import { npmPackage } from '../testing.ts'

test('headers and bodies of a request and its answer are remembered, without credentials', async () => {
  const { emulator, admin } = story()
  await admin('POST', '/entitlements/acme/dev/', { name: 'ci', token: 'a-secret-of-mine' })
  const [request] = emulator.requests.all
  const exchange = emulator.requests.exchange(request?.id ?? 0)
  expect(exchange).toMatchObject({
    duration: expect.any(Number),
    requestHeaders: { 'content-type': 'application/json', 'x-api-key': '…' },
    requestBody: { bytes: 40, text: '{"name":"ci","token":"…"}', isCut: false },
    answerHeaders: { 'Content-Type': 'application/json' },
    answerBody: { text: expect.stringContaining('"name":"ci"') },
  })
  expect(JSON.stringify(exchange)).not.toMatch(new RegExp(`a-secret-of-mine|${keys.admin}`))
})

test('of a long answer the beginning is remembered, of files their size, of forms their fields', async () => {
  const { emulator, publish, admin } = story()
  await emulator.addMany(
    'acme/dev',
    npmPackage({ name: 'many', version: '1.0.0' }),
    Array.from({ length: 20 }, (_, index) => ({ name: `many-${index}`, version: '1.0.0' })),
  )
  await admin('GET', '/packages/acme/dev/')
  const last = () => emulator.requests.exchange(emulator.requests.all.at(-1)?.id ?? 0)
  expect(last()?.answerBody).toMatchObject({ isCut: true, text: expect.stringMatching(/^\[\{/) })
  expect(last()?.answerBody?.text).toHaveLength(longestBody)
  const { cdn_url } = await publish(npmPackage({ name: 'one', version: '1.0.0' }), 'acme/dev')
  const sent = emulator.requests.all.find(({ url }) => url.includes('upload') || url.includes('files'))
  expect(sent).toBeDefined()
  const forms = emulator.requests.all.map(({ id }) => emulator.requests.exchange(id)?.requestBody?.text ?? '')
  expect(forms).toContainEqual(expect.stringMatching(/file=one-1\.0\.0\.tgz \(\d+ bytes\)/))
  await admin('GET', cdn_url)
  expect(last()?.answerBody).toMatchObject({ bytes: expect.any(Number), text: null })
})

test('a request whose answer was lost has none, and tells that a fault hit it', async () => {
  const { emulator, admin } = story()
  emulator.faults.add({ dropReply: true })
  await expect(admin('GET', '/user/self/')).rejects.toThrow(TypeError)
  const [request] = emulator.requests.all
  expect(request).toMatchObject({ id: 1, fault: true })
  expect(emulator.requests.exchange(1)).toMatchObject({ answerHeaders: null, answerBody: null, duration: expect.any(Number) })
})
