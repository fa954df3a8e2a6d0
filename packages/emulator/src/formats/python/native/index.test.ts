import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { pythonSdist, pythonWheel } from '../../../testing.ts'

const registry = 'https://dl.cloudsmith.io/basic/acme/dev/python'
const json = { headers: { accept: 'application/vnd.pypi.simple.v1+json' } }
const wheel = pythonWheel({ name: 'Flask_Login', version: '0.6.3', license: 'MIT', requiresPython: '>=3.8,<4' })
const sdist = pythonSdist({ name: 'Flask_Login', version: '0.6.3', license: 'MIT' })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)

async function pythonStory() {
  const told = story()
  const { slug_perm } = await told.emulator.add('acme/dev', wheel)
  await told.emulator.add('acme/dev', sdist)
  return { ...told, slug_perm, python: registryClient(told.emulator, registry, keys.reader) }
}

test('the page of a name lists a wheel and a source distribution of one version, each with what PEP 700 asks for', async () => {
  const { python } = await pythonStory()
  const { body, headers } = await python('simple/flask-login/', json)
  expect(headers.get('content-type')).toBe('application/vnd.pypi.simple.v1+json')
  expect(headers.get('vary')).toContain('Accept')
  expect(body).toMatchObject({ meta: { 'api-version': '1.1' }, name: 'flask-login', versions: ['0.6.3'] })
  expect(body.files).toEqual([
    {
      filename: 'flask_login-0.6.3-py3-none-any.whl',
      url: '../../files/flask-login/0.6.3/flask_login-0.6.3-py3-none-any.whl',
      hashes: { sha256: sha256(wheel.bytes), md5: expect.stringMatching(/^[\da-f]{32}$/) },
      'requires-python': '>=3.8,<4',
      size: wheel.bytes.length,
      'upload-time': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      yanked: false,
      'core-metadata': { sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    },
    expect.objectContaining({ filename: 'flask_login-0.6.3.tar.gz', 'core-metadata': false }),
  ])
})

test('a file is where its page says, and counts as downloaded; its metadata are beside it, and do not', async () => {
  const { emulator, python, slug_perm } = await pythonStory()
  const [file] = (await python('simple/flask-login/', json)).body.files
  const path = new URL(file.url, `${registry}/simple/flask-login/`).href.slice(registry.length + 1)
  const metadata = await python(`${path}.metadata`)
  expect(sha256(metadata.bytes)).toBe(file['core-metadata'].sha256)
  expect(text(metadata)).toContain('Name: Flask_Login\n')
  expect(emulator.world.packages.get(slug_perm)?.downloads).toBe(0)
  expect((await python(path)).bytes).toEqual(new Uint8Array(wheel.bytes))
  expect(emulator.world.packages.get(slug_perm)?.downloads).toBe(1)
  expect((await python('files/flask-login/0.6.3/flask_login-0.6.3.tar.gz.metadata')).status).toBe(404)
})

test('the page of a name is HTML for those who ask for no JSON', async () => {
  const { python } = await pythonStory()
  const answer = await python('simple/flask-login/')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const page = text(answer)
  expect(page).toContain('<meta name="pypi:repository-version" content="1.0">')
  expect(page).toContain(
    `<a href="../../files/flask-login/0.6.3/flask_login-0.6.3-py3-none-any.whl#sha256=${sha256(wheel.bytes)}" data-requires-python="&gt;=3.8,&lt;4" data-core-metadata="sha256=`,
  )
  expect(page).toContain('>flask_login-0.6.3.tar.gz</a>')
})

test.each([
  ['application/vnd.pypi.simple.v1+json', 'application/vnd.pypi.simple.v1+json'],
  ['application/vnd.pypi.simple.latest+json', 'application/vnd.pypi.simple.v1+json'],
  ['application/vnd.pypi.simple.v1+html', 'application/vnd.pypi.simple.v1+html'],
  [
    'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01',
    'application/vnd.pypi.simple.v1+json',
  ],
  ['text/html, application/vnd.pypi.simple.v1+json; q=0.5', 'text/html; charset=utf-8'],
  ['application/*', 'application/vnd.pypi.simple.v1+html'],
  ['*/*', 'text/html; charset=utf-8'],
])('who accepts %s gets %s', async (accept, type) => {
  const { python } = await pythonStory()
  expect((await python('simple/flask-login/', { headers: { accept } })).headers.get('content-type')).toBe(type)
})

test('who accepts nothing that there is is told so, and a type in the address goes first', async () => {
  const { python } = await pythonStory()
  expect((await python('simple/', { headers: { accept: 'application/xml' } })).status).toBe(406)
  const { body } = await python('simple/?format=application/vnd.pypi.simple.v1%2Bjson')
  expect(body).toEqual({ meta: { 'api-version': '1.1' }, projects: [{ name: 'flask-login' }] })
})

test.each([
  ['simple', 'simple/', 'simple/'],
  ['simple/flask-login', 'flask-login/', 'simple/flask-login/'],
  ['simple/Flask.Login/', '../flask-login/', 'simple/flask-login/'],
  ['simple/FLASK__login?format=text/html', 'flask-login/?format=text%2Fhtml', 'simple/flask-login/?format=text%2Fhtml'],
])('%s leads to where the index has it', async (path, location, leadsTo) => {
  const { python } = await pythonStory()
  const { status, headers } = await python(path, { redirect: 'manual' })
  expect([status, headers.get('location')]).toEqual([301, location])
  expect(new URL(location, `${registry}/${path}`).href).toBe(`${registry}/${leadsTo}`)
})

test('a name that is not there is 404, without a credential everything is 401, and the text of the answer says why', async () => {
  const { emulator, python } = await pythonStory()
  const missing = await python('simple/missing/')
  expect([missing.status, text(missing)]).toEqual([404, 'Not found.\n'])
  const refused = await registryClient(emulator, registry)('simple/flask-login/')
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Cloudsmith"'])
  expect((await registryClient(emulator, registry, 'nobody-has-this')('simple/')).status).toBe(401)
})

test('the token of an entitlement is in the address', async () => {
  const { emulator, admin } = await pythonStory()
  const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'one' })
  const python = registryClient(emulator, `https://dl.cloudsmith.io/${body.token}/acme/dev/python`)
  expect((await python('simple/flask-login/')).status).toBe(200)
  expect((await python('files/flask-login/0.6.3/flask_login-0.6.3.tar.gz')).bytes).toEqual(new Uint8Array(sdist.bytes))
})

test('what is quarantined is listed, and refused with the reason', async () => {
  const { admin, python, slug_perm } = await pythonStory()
  await admin('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
  expect((await python('simple/flask-login/', json)).body.files).toHaveLength(2)
  const refused = await python('files/flask-login/0.6.3/flask_login-0.6.3-py3-none-any.whl')
  expect([refused.status, text(refused)]).toEqual([403, 'This package is quarantined.\n'])
})
