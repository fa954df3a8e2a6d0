import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { json } from '../../../test/json.ts'
import { keys, story } from '../../../test/story.ts'
import { rawFile } from '../../testing.ts'

const bytes = new TextEncoder().encode('eight by')
const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
const basic = (user: string, key: string) => ({ Authorization: `Basic ${btoa(`${user}:${key}`)}` })

function transfers() {
  const told = story()
  const { admin, emulator } = told
  return {
    ...told,
    put: (url: string, headers: Record<string, string> = {}, body: Uint8Array<ArrayBuffer> = bytes) =>
      emulator.fetch(url, { method: 'PUT', headers, body }),
    announce: async (body: object) => (await admin('POST', '/files/acme/dev/', { filename: 'a b.bin', ...body })).body,
    /** Creates a package from an upload and returns its size. */
    async use(identifier: string) {
      const { body } = await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: identifier })
      await emulator.settle()
      return (await admin('GET', `/packages/acme/dev/${body.slug_perm}/`)).body
    },
  }
}

describe('bytes arrive', () => {
  test('as a form that S3 would take, with the file last', async () => {
    const { emulator, announce, use } = transfers()
    const { identifier, upload_url, upload_fields } = await announce({ method: 'post', md5_checksum: hash('md5') })
    const send = (entries: [string, string | File][]) => {
      const form = new FormData()
      for (const [name, value] of entries) form.append(name, value)
      return emulator.fetch(upload_url, { method: 'POST', body: form })
    }
    const fields = Object.entries(upload_fields) as [string, string][]
    const file = (content: Uint8Array<ArrayBuffer>): [string, File] => ['file', new File([content], 'a b.bin')]

    const wrong = await send([...fields, file(new Uint8Array(8))])
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'application/xml'])
    expect(await wrong.text()).toMatch(/<Code>BadDigest<\/Code><Message>.*MD5/)
    expect((await send([file(bytes), ...fields])).status).toBe(400)
    expect(await (await send([file(bytes)])).text()).toContain('SignatureDoesNotMatch')
    expect((await emulator.fetch(upload_url, { method: 'POST', body: 'no form' })).status).toBe(400)
    expect((await send([...fields, file(bytes)])).status).toBe(204)
    expect(await use(identifier)).toMatchObject({
      filename: 'a b.bin',
      size: 8,
      checksum_md5: hash('md5'),
      checksum_sha512: hash('sha512'),
    })
  })

  test('too late: the signature is good for an hour', async () => {
    const { emulator, announce } = transfers()
    const { upload_url, upload_fields } = await announce({ method: 'post' })
    await emulator.clock.advance(3_600_001)
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...upload_fields, file: new File([bytes], 'a') }))
      form.append(name, value as File)
    const answer = await emulator.fetch(upload_url, { method: 'POST', body: form })
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('Policy expired')])
  })

  test('by a signed or an unsigned PUT', async () => {
    const { put, announce, use } = transfers()
    for (const method of ['presigned', 'unsigned_put']) {
      const { identifier, upload_url, upload_querystring } = await announce({ method })
      expect((await put(`${upload_url}?${upload_querystring ?? ''}`)).status).toBe(200)
      expect(await use(identifier)).toMatchObject({ size: 8 })
      if (method === 'presigned') expect((await put(upload_url)).status).toBe(403)
    }
  })

  test('by a PUT with the key, whose answer names another identifier', async () => {
    const { put, announce, use } = transfers()
    const { identifier, upload_url, upload_headers } = await announce({ method: 'put', sha256_checksum: hash('sha256') })

    expect((await put(upload_url, upload_headers)).status).toBe(401)
    expect((await put(upload_url, { ...basic('token', keys.admin), ...upload_headers }, new Uint8Array(8))).status).toBe(400)
    const answer = await json(await put(upload_url, { ...basic('token', keys.admin), ...upload_headers }))

    expect(answer.identifier).not.toBe(identifier)
    expect(await use(answer.identifier)).toMatchObject({ size: 8 })
  })

  test('directly, without an announcement', async () => {
    const { put, use } = transfers()
    const url = 'https://upload.cloudsmith.io/acme/dev/direct.bin'
    expect((await put(url, { 'X-Api-Key': keys.reader })).status).toBe(403)
    expect((await put(url, { 'X-Api-Key': 'wrong' })).status).toBe(401)
    const { identifier } = await json(await put(url, basic('admin', keys.admin)))
    expect(await use(identifier)).toMatchObject({ filename: 'direct.bin', size: 8 })
  })

  test('in parts, in any order, put together on request', async () => {
    const { admin, put, announce, use } = transfers()
    const { identifier, upload_url } = await announce({ method: 'put_parts', sha256_checksum: hash('sha256') })
    const part = (number: number) => `${upload_url}?upload_id=${identifier}&part_number=${number}`
    const complete = () => admin('POST', `/files/acme/dev/${identifier}/complete/`, { upload_id: identifier, complete: true })

    expect((await put(part(1))).status).toBe(404)
    expect((await complete()).status).toBe(400)
    await put(part(2), { 'X-Api-Key': keys.admin }, bytes.slice(4))
    expect(await complete()).toMatchObject({ status: 400, body: { detail: 'Part 1 of this file has not been uploaded.' } })
    await put(part(1), { 'X-Api-Key': keys.admin }, bytes.slice(0, 5))
    expect((await complete()).status).toBe(422)
    await put(part(1), { 'X-Api-Key': keys.admin }, bytes.slice(0, 4))
    const info = await admin('GET', `/files/acme/dev/${identifier}/info/?filename=a&part_number=2`)
    expect(info.body).toEqual({ identifier, upload_url, upload_querystring: `upload_id=${identifier}&part_number=2` })
    expect((await complete()).status).toBe(201)
    expect(await use(identifier)).toMatchObject({ size: 8, checksum_sha256: hash('sha256') })
  })

  test('as a form that is sent twice: the second changes nothing', async () => {
    const { emulator, announce, use } = transfers()
    const { identifier, upload_url, upload_fields } = await announce({ method: 'post', md5_checksum: hash('md5') })
    for (let time = 1; time <= 2; time++) {
      const form = new FormData()
      for (const [name, value] of Object.entries({ ...upload_fields, file: new File([bytes], 'a b.bin') })) {
        form.append(name, value as File)
      }
      expect((await emulator.fetch(upload_url, { method: 'POST', body: form })).status).toBe(204)
    }
    expect(await use(identifier)).toMatchObject({ size: 8, checksum_md5: hash('md5') })
  })

  test.each([
    ['refused', 400],
    ['accepted', 201],
  ] as const)('in parts, put together twice: the second time is %s, and the file stays', async (completedTwice, status) => {
    const { admin, put, emulator, announce, use } = transfers()
    emulator.switches.completedTwice = completedTwice
    const { identifier, upload_url } = await announce({ method: 'put_parts' })
    await put(`${upload_url}?upload_id=${identifier}&part_number=1`, { 'X-Api-Key': keys.admin })
    const complete = () => admin('POST', `/files/acme/dev/${identifier}/complete/`, { upload_id: identifier, complete: true })

    expect((await complete()).status).toBe(201)
    expect((await complete()).status).toBe(status)
    expect(await use(identifier)).toMatchObject({ size: 8, checksum_sha256: hash('sha256') })
  })

  test('never, because the upload was aborted', async () => {
    const { admin, announce } = transfers()
    const { identifier } = await announce({ method: 'put_parts' })
    expect((await admin('POST', `/files/acme/dev/${identifier}/abort/`, { upload_id: identifier })).status).toBe(204)
    expect(
      (await admin('POST', `/files/acme/dev/${identifier}/complete/`, { upload_id: identifier, complete: true })).status,
    ).toBe(404)
  })

  test('of a file that is announced properly', async () => {
    const { admin, reader } = transfers()
    const announce = (body: object, send = admin) => send('POST', '/files/acme/dev/validate/', body)
    expect((await announce({ filename: 'a', md5_checksum: hash('md5') })).status).toBe(204)
    expect((await announce({ filename: 'a', md5_checksum: 'short', method: 'pigeon' })).body.fields).toEqual({
      md5_checksum: ['Ensure this field has at least 32 characters.'],
      method: ['"pigeon" is not a valid choice.'],
    })
    expect((await announce({ filename: 'a' }, reader)).status).toBe(403)
  })
})

describe('bytes are downloaded', () => {
  test('with a key in any of its forms, and counted', async () => {
    const { emulator, admin, nobody, anonymous, publish } = transfers()
    const pkg = await publish(rawFile({ name: 'a', version: '1', bytes }))
    expect(pkg.cdn_url).toMatch(/^https:\/\/dl\.cloudsmith\.io\/basic\/acme\/dev\/raw\//)

    for (const headers of [
      basic('token', keys.reader),
      basic('reader', keys.reader),
      { Authorization: `token ${keys.reader}` },
      { Authorization: `Bearer ${keys.reader}` },
    ]) {
      const response = await emulator.fetch(pkg.cdn_url, { headers })
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
      expect([response.headers.get('content-length'), response.headers.get('etag')]).toEqual(['8', `"${hash('md5')}"`])
    }
    expect((await anonymous('GET', pkg.cdn_url)).status).toBe(401)
    expect((await nobody('GET', pkg.cdn_url)).status).toBe(404)
    expect((await admin('GET', `${pkg.cdn_url}.sig`)).status).toBe(404)
    expect((await admin('GET', `/packages/acme/dev/${pkg.slug_perm}/`)).body.downloads).toBe(4)
  })

  test('by anybody from a public repository', async () => {
    const { admin, anonymous, publish } = transfers()
    await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
    const pkg = await publish(rawFile({ bytes }))
    expect(pkg.cdn_url).toContain('/public/acme/dev/')
    expect((await anonymous('GET', pkg.cdn_url)).status).toBe(200)
  })
})

test('the token of an entitlement is in no log, though it is in the path', async () => {
  const { emulator } = story()
  await emulator.fetch('https://dl.cloudsmith.io/let-me-in-please/acme/dev/raw/none/a.bin')
  await emulator.fetch('https://dl.cloudsmith.io/public/acme/dev/raw/none/a.bin')
  expect([...emulator.requests.all].map(({ url }) => url)).toEqual([
    '/…/acme/dev/raw/none/a.bin',
    '/public/acme/dev/raw/none/a.bin',
  ])
})
