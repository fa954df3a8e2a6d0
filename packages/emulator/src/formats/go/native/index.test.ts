import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { goModule } from '../../../testing.ts'

const proxy = 'https://golang.cloudsmith.io/acme/dev'
const name = 'example.org/Acme/api'
const text = ({ status, bytes }: { status: number; bytes: Uint8Array }) => [status, new TextDecoder().decode(bytes)]
const release = goModule({ name, version: 'v1.10.0', dependencies: { 'example.org/base': 'v1.0.0' } })

async function goStory() {
  const told = story()
  const versions = ['v1.9.0', 'v1.11.0-rc.1', 'v1.11.1-0.20240102030405-0123456789ab'].map((version) =>
    goModule({ name, version }),
  )
  for (const module of [release, ...versions]) await told.emulator.add('acme/dev', module)
  return { ...told, go: registryClient(told.emulator, proxy, keys.reader) }
}

test('a module has versions, of which the highest release is the latest, and those of commits are not listed', async () => {
  const { go } = await goStory()
  expect(text(await go('example.org/!acme/api/@v/list'))).toEqual([200, 'v1.9.0\nv1.10.0\nv1.11.0-rc.1\n'])
  expect((await go('example.org/!acme/api/@latest')).body).toEqual({ Version: 'v1.10.0', Time: '2026-01-01T00:00:00.000Z' })
})

test('a version has information, requirements and a zip, which alone counts as downloaded', async () => {
  const { admin, go } = await goStory()
  const at = 'example.org/!acme/api/@v/v1.10.0'
  expect((await go(`${at}.info`)).body).toMatchObject({ Version: 'v1.10.0' })
  expect(text(await go(`${at}.mod`))).toEqual([200, `module ${name}\n\ngo 1.21\n\nrequire (\n\texample.org/base v1.0.0\n)\n`])
  const downloads = async () => (await admin('GET', '/packages/acme/dev/?query=version:v1.10.0')).body[0].downloads
  expect(await downloads()).toBe(0)
  expect((await go(`${at}.zip`)).bytes).toEqual(new Uint8Array(release.bytes))
  expect(await downloads()).toBe(1)
})

test.each([
  'example.org/Acme/api/@v/list',
  'example.org/acme/api/@v/list',
  'example.org/!acme/api/@v/v9.0.0.mod',
  'example.org/!acme/api/@v/v1.9.0.tar',
  'example.org/!acme/api',
  'sumdb/sum.golang.org/supported',
  '@v/list',
])('nothing is at %s', async (path) => {
  const { go } = await goStory()
  expect(text(await go(path))).toEqual([404, 'Not found.\n'])
})

test('what is quarantined is told of, and refused with the reason', async () => {
  const { admin, go } = await goStory()
  const { body } = await admin('GET', '/packages/acme/dev/?query=version:v1.9.0')
  await admin('POST', `/packages/acme/dev/${body[0].slug_perm}/quarantine/`, {})
  expect((await go('example.org/!acme/api/@v/v1.9.0.mod')).status).toBe(200)
  expect(text(await go('example.org/!acme/api/@v/v1.9.0.zip'))).toEqual([403, 'This package is quarantined.\n'])
})

test('go has its password in the address of the proxy, and where nothing is encrypted the token of an entitlement', async () => {
  const { admin, emulator } = story({ origin: 'http://127.0.0.1:8787' })
  const proxyOf = (from: typeof emulator, token?: string) => {
    const { GOPROXY } = from.registry('go', 'acme/dev', token === undefined ? {} : { token }).clients[0].environment
    return String(GOPROXY)
  }
  expect(proxyOf(story().emulator, 'abc')).toBe('https://token:abc@golang.cloudsmith.io/acme/dev')

  await emulator.add('acme/dev', release)
  const { body: own } = await admin('POST', '/entitlements/acme/dev/', { name: 'mine' })
  const { token } = (await admin('GET', `/entitlements/acme/dev/${own.slug_perm}/?show_tokens=true`)).body
  expect(proxyOf(emulator, token)).toBe(`http://127.0.0.1:8787/dl/${token}/acme/dev/go`)
  const told = await emulator.fetch(`${proxyOf(emulator)}/example.org/!acme/api/@v/v1.10.0.info`)
  expect(told.status).toBe(200)
})
