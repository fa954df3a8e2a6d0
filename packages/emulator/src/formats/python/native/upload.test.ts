import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { pythonSdist, pythonWheel } from '../../../testing.ts'

const host = 'https://python.cloudsmith.io/acme/dev'
const wheel = pythonWheel({ name: 'acme-api', version: '1.0.0', license: 'MIT' })
const sdist = pythonSdist({ name: 'acme-api', version: '1.0.0', license: 'MIT' })

/** The form that twine sends. */
function form({ filename, bytes }: typeof wheel, fields: Record<string, string> = {}): { method: string; body: FormData } {
  const body = new FormData()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const all = {
    ':action': 'file_upload',
    protocol_version: '1',
    name: 'acme-api',
    version: '1.0.0',
    sha256_digest: sha256,
    ...fields,
  }
  for (const [name, value] of Object.entries(all)) body.set(name, value)
  body.set('content', new Blob([new Uint8Array(bytes)]), filename)
  return { method: 'POST', body }
}

function uploading(key: string = keys.writer) {
  const told = story()
  const send = async (init: RequestInit, path = '') => {
    const { status, bytes } = await registryClient(told.emulator, host, key)(path, init as object)
    await told.emulator.settle()
    return [status, new TextDecoder().decode(bytes)]
  }
  return { ...told, send, packages: async () => (await told.admin('GET', '/packages/acme/dev/')).body }
}

test('what twine uploads synchronises and is scanned, a wheel and a source distribution as a package each', async () => {
  const { emulator, send, packages } = uploading()
  expect(await send(form(wheel))).toEqual([200, ''])
  expect(await send(form(sdist), 'legacy/')).toEqual([200, ''])
  const all = { format: 'python', name: 'acme-api', version: '1.0.0', uploader: 'writer', is_sync_completed: true }
  const scanned = { ...all, security_scan_status: 'Scan Detected No Vulnerabilities' }
  expect(await packages()).toMatchObject([
    { ...scanned, filename: sdist.filename },
    { ...scanned, filename: wheel.filename },
  ])
  const index = registryClient(emulator, 'https://dl.cloudsmith.io/basic/acme/dev/python', keys.reader)
  const page = await index('simple/acme-api/', { headers: { accept: 'application/vnd.pypi.simple.v1+json' } })
  expect(page.body.files).toHaveLength(2)
})

test('a file is uploaded once, unless the repository replaces packages', async () => {
  const { admin, send, packages } = uploading()
  await send(form(wheel))
  expect(await send(form(wheel))).toEqual([409, `The file '${wheel.filename}' already exists.\n`])
  await admin('PATCH', '/repos/acme/dev/', { replace_packages_by_default: true })
  expect(await send(form(wheel))).toEqual([200, ''])
  expect(await packages()).toHaveLength(1)
})

test.each([
  ['another action', form(wheel, { ':action': 'submit' }), "The only :action is file_upload, and not 'submit'.\n"],
  [
    'another checksum',
    form(wheel, { sha256_digest: '0'.repeat(64) }),
    'The file does not have the sha256 that was sent with it.\n',
  ],
  ['no name', form(wheel, { name: '' }), 'The form has no name.\n'],
  ['no form', { method: 'POST', body: 'hello' }, 'This is not the form that a package is uploaded in.\n'],
])('an upload with %s is refused', async (_, init, why) => {
  const { send, packages } = uploading()
  expect(await send(init)).toEqual([400, why])
  expect(await packages()).toEqual([])
})

test('who may only read cannot upload, and the host of uploads has no index', async () => {
  expect((await uploading(keys.reader).send(form(wheel)))[0]).toBe(403)
  const { send } = uploading()
  expect((await send({}))[0]).toBe(405)
  expect((await send({}, 'simple/acme-api/'))[0]).toBe(404)
})
