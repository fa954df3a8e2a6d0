import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { zip } from '../src/format/archive-writers.ts'
import { type EmulatorServer, serve } from '../src/server.ts'
import { npmPackage, type PackageFixture, pythonWheel, rawFile } from '../src/testing.ts'
import { conformingEmulator, keys, story } from './story.ts'

const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const noise = (length: number) => createHash('shake256', { outputLength: length }).update('noise').digest()

/** Large enough to be read in a separate thread. */
const files = { noise: noise(1.5 * 2 ** 20) }
const large: readonly PackageFixture[] = [
  npmPackage({ name: 'large', version: '1.2.3', license: 'MIT', dependencies: { ms: '^2' }, files }),
  pythonWheel({ name: 'large', version: '1.2.3', license: 'MIT', files }),
]

let server: EmulatorServer | undefined
afterEach(() => server?.close())

describe('a file of more than a megabyte', () => {
  test.each(large)('$format: is read as any other', async (fixture) => {
    const { publish } = story()
    const small = fixture.format === 'npm' ? npmPackage : pythonWheel

    const read = await publish(fixture)

    expect(read).toMatchObject({ name: 'large', version: '1.2.3', is_sync_completed: true, security_scan_status: /Scan/ })
    const other = await story().publish(small({ name: 'large', version: '1.2.3', license: 'MIT' }))
    expect([read.spdx_license, read.status_str]).toEqual([other.spdx_license, other.status_str])
  })

  test('has what it inherits from its neighbours', async () => {
    const { publish, admin } = story()
    const pom = (inner: string) => `<project><groupId>org.acme</groupId>${inner}</project>`
    const parent = pom(
      '<artifactId>parent</artifactId><version>1</version><licenses><license><name>MIT</name></license></licenses><properties><lib>7</lib></properties>',
    )
    const child = pom(
      `<parent><groupId>org.acme</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>child</artifactId>
       <version>2</version><dependencies><dependency><groupId>org.lib</groupId><artifactId>lib</artifactId><version>\${lib}</version></dependency></dependencies>`,
    )
    const maven = { format: 'maven', fields: {}, extra: {} } as const
    await publish({ ...maven, filename: 'parent-1.pom', bytes: Buffer.from(parent) })

    const jar = zip({ 'META-INF/maven/org.acme/child/pom.xml': child, noise: noise(1.5 * 2 ** 20) })
    const read = await publish({ ...maven, filename: 'child-2.jar', bytes: jar })

    expect(read).toMatchObject({ name: 'child', version: '2', license: 'MIT License', is_sync_completed: true })
    const { dependencies } = (await admin('GET', `/packages/acme/dev/${read.slug_perm}/dependencies/`)).body
    expect(dependencies).toMatchObject([{ name: 'org.lib:lib', version: '7' }])
  })

  test('that is damaged is refused with the reason', async () => {
    const [{ bytes, ...fixture }] = large as [PackageFixture]
    const { status_reason } = await story().publish({ ...fixture, bytes: bytes.subarray(0, bytes.length - 1_000) })
    expect(status_reason).toMatch(/^Could not parse metadata from the package: the gzip stream is damaged or cut short/)
  })

  test('that holds malware is found out', async () => {
    const { status_reason } = await story().publish(npmPackage({ name: 'large', version: '1.2.3', files: { ...files, eicar } }))
    expect(status_reason).toBe('Potentially malicious content detected: Eicar-Test-Signature')
  })
})

test('bytes that are sent through fetch stay those of the caller', async () => {
  const { emulator } = story()
  const bytes = new Uint8Array(noise(5 * 2 ** 20))
  const before = createHash('md5').update(bytes).digest('hex')
  const headers = { 'X-Api-Key': keys.admin }
  const sent = await emulator.fetch('https://upload.cloudsmith.io/acme/dev/a.bin', { method: 'PUT', headers, body: bytes })
  expect(sent.status).toBe(200)
  expect(createHash('md5').update(bytes).digest('hex')).toBe(before)
})

describe('a file in parts', () => {
  const parts = [noise(5 * 2 ** 20), noise(100)]
  const whole = Buffer.concat(parts)

  async function begun(announced: object) {
    const told = story()
    const { admin, emulator } = told
    const { identifier, upload_url, upload_querystring } = (
      await admin('POST', '/files/acme/dev/', { filename: 'a.bin', method: 'put_parts', ...announced })
    ).body
    const send = (number: number, body: Uint8Array<ArrayBuffer>) =>
      emulator.fetch(`${upload_url}?${upload_querystring}&part_number=${number}`, {
        method: 'PUT',
        headers: { 'X-Api-Key': keys.admin },
        body,
      })
    const complete = () => admin('POST', `/files/acme/dev/${identifier}/complete/`, { upload_id: identifier, complete: true })
    return { ...told, identifier, send, complete }
  }

  test('is what its parts are one after the other', async () => {
    const { admin, emulator, identifier, send, complete } = await begun({})
    for (const [index, part] of parts.entries()) await send(index + 1, new Uint8Array(part))
    expect((await complete()).status).toBe(201)
    const { body } = await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: identifier })
    await emulator.settle()
    expect((await admin('GET', `/packages/acme/dev/${body.slug_perm}/`)).body).toMatchObject({
      size: whole.length,
      checksum_sha256: createHash('sha256').update(whole).digest('hex'),
    })
  })

  test('that is not the announced one keeps its parts, so that the wrong one can be sent again', async () => {
    const { send, complete } = await begun({ sha256_checksum: createHash('sha256').update(whole).digest('hex') })
    await send(1, new Uint8Array(parts[0] ?? []))
    await send(2, new Uint8Array(7))
    expect((await complete()).status).toBe(422)
    await send(2, new Uint8Array(parts[1] ?? []))
    expect((await complete()).status).toBe(201)
  })
})

test('a large file comes back from the server as it went there', async () => {
  const emulator = conformingEmulator()
  server = await serve(emulator)
  const { bytes } = rawFile({ name: 'large', version: '1', bytes: noise(2 ** 21) })
  const headers = { 'X-Api-Key': keys.admin }
  const sent = await fetch(`${server.url}/upload/acme/dev/large.bin`, { method: 'PUT', headers, body: new Uint8Array(bytes) })
  const { identifier } = (await sent.json()) as { identifier: string }
  const body = JSON.stringify({ package_file: identifier, name: 'large', version: '1' })
  const created = await fetch(`${server.url}/packages/acme/dev/upload/raw/`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body,
  })
  await emulator.settle()
  const { cdn_url } = (await created.json()) as { cdn_url: string }
  for (const get of [fetch, emulator.fetch]) {
    const back = await get(cdn_url, { headers })
    expect(
      createHash('md5')
        .update(new Uint8Array(await back.arrayBuffer()))
        .digest('hex'),
    ).toBe(createHash('md5').update(bytes).digest('hex'))
  }
})
