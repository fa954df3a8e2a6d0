import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'

const pages: Readonly<Record<string, string>> = {
  '/dist/': '<a href="../">..</a><a href="v1/">v1/</a><a href="top.txt">top.txt</a>',
  '/dist/v1/':
    '<a href="tool%20x.zip?a=1#b">tool</a> <a href="javascript:tool.zip">tool.zip</a> <a href="%E0%A4%A/tool.zip/">no</a>',
  '/dist/top.txt': 'top',
  '/dist/v1/tool%20x.zip': 'tool',
  '/dist/v1/hidden.zip': 'hidden',
  '/secret.txt': 'secret',
  '/': '<a href="secret.txt">secret</a>',
}

async function withUpstream(settings: object = {}) {
  const asked: string[] = []
  const { emulator, admin } = story({
    origin: 'http://emulator.test',
    async reachUpstreams(input) {
      const { pathname } = new URL(String(input))
      asked.push(pathname)
      const page = pages[pathname]
      return page === undefined ? new Response('', { status: 404 }) : new Response(page)
    },
  })
  const upstream = { name: 'out', upstream_url: 'https://files.test/dist', mode: 'Cache and Proxy', is_active: true }
  const { body } = await admin('POST', '/repos/acme/dev/upstream/generic/', { ...upstream, ...settings })
  const generic = registryClient(emulator, 'http://emulator.test/generic/acme/dev', keys.reader)
  const got = async (path: string) => {
    const { status, bytes } = await generic(path)
    return status === 200 ? new TextDecoder().decode(bytes) : status
  }
  return { emulator, admin, asked, got, remove: () => admin('DELETE', `/repos/acme/dev/upstream/generic/${body.slug_perm}/`) }
}

test('a file below - that the page of its folder links to is fetched, kept, and there without the upstream', async () => {
  const { emulator, admin, got, remove } = await withUpstream()
  expect([await got('-/top.txt'), await got('-/v1/tool%20x.zip')]).toEqual(['top', 'tool'])
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/?sort=name')).body).toMatchObject([
    { format: 'generic', name: 'tool x.zip', tags: { info: ['out'] }, uploader: 'cloudsmith-o6v' },
    { format: 'generic', name: 'top.txt' },
  ])
  await remove()
  expect([await got('-/top.txt'), await got('-/v1/tool%20x.zip')]).toEqual(['top', 'tool'])
})

test('what no page links to is not there', async () => {
  const { got } = await withUpstream()
  for (const path of ['-/v1/hidden.zip', '-/v1/tool.zip', '-/v1', '-/v2/tool.zip', '-']) expect(await got(path)).toBe(404)
})

test('nothing above the upstream is asked for', async () => {
  const { got, asked } = await withUpstream()
  for (const path of ['-/%2e%2e%2fsecret.txt', '-/v1/%2e%2e%2f%2e%2e%2fsecret.txt', '-/v1%2f%2e%2e'])
    expect(await got(path)).toBe(404)
  expect(asked).toEqual([])
})

test('an upstream with a prefix serves the paths below it', async () => {
  const { got, asked } = await withUpstream({ upstream_prefix: 'mirrors/one' })
  expect(await got('mirrors/one/v1/tool%20x.zip')).toBe('tool')
  expect(asked).toEqual(['/dist/v1/', '/dist/v1/tool%20x.zip'])
  for (const path of ['v1/tool%20x.zip', 'mirrors/one', 'mirrors/oneself/top.txt']) expect(await got(path)).toBe(404)
  expect(asked).toHaveLength(2)
})

test('files of one name at other paths are others', async () => {
  const { emulator, admin, got } = await withUpstream({ upstream_prefix: 'mirrors' })
  expect(await got('mirrors/top.txt')).toBe('top')
  await emulator.settle()
  expect(await got('top.txt')).toBe(404)
  expect((await admin('GET', '/packages/acme/dev/')).body).toHaveLength(1)
})
