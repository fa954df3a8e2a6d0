import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { pythonSdist, pythonWheel } from '../../../testing.ts'

const json = { headers: { accept: 'application/vnd.pypi.simple.v1+json' } }
const wheel = pythonWheel({ name: 'zope.interface', version: '6.0', license: 'MIT' })
const sdist = pythonSdist({ name: 'zope.interface', version: '6.0', license: 'MIT' })
const sha256 = createHash('sha256').update(wheel.bytes).digest('hex')

/** The pages of another index, by path. */
function upstreamWith(pages: Record<string, Response | (() => Response)>) {
  const asked: string[] = []
  const told = story({
    reachUpstreams: async (input) => {
      const { pathname } = new URL(String(input))
      asked.push(pathname)
      const found = pages[pathname]
      return typeof found === 'function' ? found() : (found?.clone() ?? new Response('no', { status: 404 }))
    },
  })
  const connect = (upstream_url = 'https://index.example') =>
    told.admin('POST', '/repos/acme/dev/upstream/python/', {
      name: 'outside',
      upstream_url,
      mode: 'Cache and Proxy',
      is_active: true,
    })
  const python = registryClient(told.emulator, 'https://dl.cloudsmith.io/basic/acme/dev/python', keys.reader)
  return { ...told, asked, connect, python }
}

const answer = (body: string, type: string) => () => new Response(body, { headers: { 'content-type': type } })
const bytesOf =
  ({ bytes }: typeof wheel) =>
  () =>
    new Response(new Uint8Array(bytes))

test('an index of PEP 691 is passed on with what it says of each file, and a file is kept and scanned', async () => {
  const file = {
    filename: wheel.filename,
    url: `/packages/${wheel.filename}`,
    hashes: { sha256 },
    size: wheel.bytes.length,
    'requires-python': '>=3.7',
    'upload-time': '2023-03-17T19:21:40.5Z',
    yanked: 'broken on Windows',
  }
  const foreign = { ...file, filename: 'other-6.0-py3-none-any.whl', url: 'x' }
  const index = { meta: { 'api-version': '1.1' }, name: 'zope-interface', files: [file, foreign] }
  const { connect, emulator, admin, python, asked } = upstreamWith({
    '/simple/zope-interface/': answer(JSON.stringify(index), 'application/vnd.pypi.simple.v1+json'),
    [`/packages/${wheel.filename}`]: bytesOf(wheel),
  })
  await connect()
  const { body } = await python('simple/zope-interface/', json)
  expect(body).toMatchObject({ meta: { 'api-version': '1.1' }, versions: ['6.0'] })
  expect(body.files).toEqual([
    {
      filename: wheel.filename,
      url: `../../files/zope-interface/6.0/${wheel.filename}`,
      hashes: { sha256 },
      size: wheel.bytes.length,
      'requires-python': '>=3.7',
      'upload-time': '2023-03-17T19:21:40.500Z',
      yanked: 'broken on Windows',
      'core-metadata': false,
    },
  ])
  expect((await python(`files/zope-interface/6.0/${wheel.filename}`)).bytes).toEqual(new Uint8Array(wheel.bytes))
  expect(asked).toEqual(['/simple/zope-interface/', `/packages/${wheel.filename}`])
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { name: 'zope.interface', version: '6.0', tags: { info: ['outside'] }, is_sync_completed: true },
  ])
  expect((await python('simple/zope-interface/', json)).body.files).toMatchObject([{ yanked: 'broken on Windows' }])
})

test('an index of HTML pages is read as well, with links of all kinds', async () => {
  const page = `<!DOCTYPE html><html><body><h1>Links</h1>
    <A class=x HREF='../../pool/${wheel.filename}?a=1&amp;b=2#sha256=${sha256}' data-requires-python="&gt;=3.7" data-yanked>wheel</A>
    <a href="https://files.example/${sdist.filename}">source</a> <a href="../">up</a> <a name="nowhere">no</a></body></html>`
  const { connect, python, asked } = upstreamWith({
    '/whl/simple/zope-interface/': answer(page, 'text/html'),
    [`/whl/pool/${wheel.filename}`]: bytesOf(sdist),
    [`/${sdist.filename}`]: bytesOf(sdist),
  })
  await connect('https://index.example/whl/simple')
  const { body } = await python('simple/zope-interface/', json)
  expect(body.meta).toEqual({ 'api-version': '1.0' })
  expect(body.files).toMatchObject([
    { filename: wheel.filename, hashes: { sha256 }, yanked: true, 'requires-python': '>=3.7' },
    { filename: sdist.filename, hashes: {}, yanked: false },
  ])
  expect((await python(`files/zope-interface/6.0/${sdist.filename}`)).bytes).toEqual(new Uint8Array(sdist.bytes))
  const wrong = await python(`files/zope-interface/6.0/${wheel.filename}`)
  expect(wrong.status).toBe(502)
  expect(new TextDecoder().decode(wrong.bytes)).toMatch(/^The upstream 'outside' sent a different file .* its sha256 is /)
  expect(asked).toContain(`/whl/pool/${wheel.filename}`)
})

test('a file whose metadata write the version otherwise than its name is one file, before and after it was fetched', async () => {
  const padded = pythonWheel({ name: 'acme', version: '1.0.0', license: 'MIT' })
  const filename = 'acme-1.0-py3-none-any.whl'
  const { connect, emulator, python } = upstreamWith({
    '/simple/acme/': answer(`<a href="${filename}">x</a>`, 'text/html'),
    [`/simple/acme/${filename}`]: bytesOf(padded),
  })
  await connect()
  expect((await python(`files/acme/1.0/${filename}`)).status).toBe(200)
  await emulator.settle()
  const { files } = (await python('simple/acme/', json)).body
  expect(files).toMatchObject([{ filename, url: `../../files/acme/1.0.0/${filename}` }])
  expect((await python(`files/acme/1.0/${filename}`)).status).toBe(200)
  expect(emulator.world.packages.size).toBe(1)
})
