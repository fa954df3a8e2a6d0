import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { goModule } from '../../../testing.ts'

const name = 'example.org/Acme/api'
const version = 'v1.2.0'
const module = goModule({ name, version })
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)

async function upstreamWith(pages: Record<string, string | Uint8Array>) {
  const asked: string[] = []
  const told = story({
    reachUpstreams: async (input) => {
      const { pathname } = new URL(String(input))
      asked.push(pathname)
      const found = pages[pathname]
      return found === undefined ? new Response('', { status: 410 }) : new Response(new Uint8Array(Buffer.from(found)))
    },
  })
  const upstream = { name: 'proxy', upstream_url: 'https://proxy.example', mode: 'Cache and Proxy', is_active: true }
  await told.admin('POST', '/repos/acme/dev/upstream/go/', upstream)
  const go = registryClient(told.emulator, 'https://golang.cloudsmith.io/acme/dev', keys.reader)
  return { ...told, asked, go }
}

test('a module is fetched and kept when its zip is asked for, and not before', async () => {
  const at = '/example.org/!acme/api/@v'
  const { admin, emulator, go, asked } = await upstreamWith({
    [`${at}/list`]: 'v1.2.0\nnonsense\n',
    [`${at}/v1.2.0.info`]: '{"Version":"v1.2.0","Time":"2024-05-06T07:08:09Z"}',
    [`${at}/v1.2.0.mod`]: `module ${name}\n`,
    [`${at}/v1.2.0.zip`]: module.bytes,
  })
  expect(text(await go(`.${at}/list`))).toBe('v1.2.0\n')
  expect((await go(`.${at}/v1.2.0.info`)).body).toEqual({ Version: 'v1.2.0', Time: '2024-05-06T07:08:09.000Z' })
  expect(text(await go(`.${at}/v1.2.0.mod`))).toBe(`module ${name}\n`)
  expect((await admin('GET', '/packages/acme/dev/')).body).toEqual([])
  expect((await go(`.${at}/v1.2.0.zip`)).bytes).toEqual(new Uint8Array(module.bytes))
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { name, version: 'v1.2.0', tags: { info: ['proxy'] }, is_sync_completed: true },
  ])
  asked.length = 0
  expect((await go(`.${at}/v1.2.0.zip`)).status).toBe(200)
  expect(asked).toEqual([])
})

test('a module without releases has the version of its newest commit', async () => {
  const pseudo = 'v0.0.0-20240102030405-0123456789ab'
  const { go } = await upstreamWith({ '/example.org/new/@latest': JSON.stringify({ Version: pseudo }) })
  expect((await go('example.org/new/@latest')).body).toEqual({ Version: pseudo })
  expect(text(await go('example.org/new/@v/list'))).toBe('')
})

test('another module than the one that was asked for is given to nobody', async () => {
  const at = '/example.org/other/@v/v1.2.0'
  const { go } = await upstreamWith({
    [`${at}.info`]: '{"Version":"v1.2.0"}',
    [`${at}.mod`]: 'module x\n',
    [`${at}.zip`]: module.bytes,
  })
  const answer = await go(`.${at}.zip`)
  expect([answer.status, text(answer)]).toEqual([502, expect.stringMatching(/offers 'v1\.2\.0\.zip' as 'example\.org\/other'/)])
})
