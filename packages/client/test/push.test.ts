import { createEmulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import {
  debPackage,
  mavenJar,
  npmPackage,
  nugetPackage,
  type PackageFixture,
  pythonSdist,
  pythonWheel,
  rawFile,
} from '@cloudsmith-sdk/emulator/testing'
import { createConformance } from '@cloudsmith-sdk/openapi/conformance'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cloudsmith, InvalidRequestError, type PushParams, type PushProgress, SyncFailedError } from '../src/index.ts'

const conformance = await createConformance()
const server = setupServer()

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

const text = (value: string) => new TextEncoder().encode(value)
const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })

/** An emulated service, reached through msw, whose responses are all validated against the API description. */
function start() {
  const emulator = createEmulator({
    observe: ({ operation, status, body }) => expect(conformance({ operation, status, body })).toEqual([]),
  })
  server.resetHandlers(cloudsmithHandler(emulator))
  const { clock } = emulator
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock })
  const push = (fixture: PackageFixture, options: Partial<PushParams> = {}) => {
    const { format, filename, bytes, fields, extra } = fixture
    const files = Object.fromEntries(Object.entries(extra).map(([field, file]) => [field, new File([file.bytes], file.filename)]))
    const params = {
      owner: 'acme',
      repo: 'dev',
      format,
      file: new File([bytes], filename),
      ...fields,
      ...files,
      ...options,
    }
    return cloudsmith.push(params as PushParams)
  }
  return { emulator, cloudsmith, push }
}

test.each<[string, PackageFixture, Record<string, unknown>]>([
  ['an npm tarball', ms, { format: 'npm', name: 'ms', version: '2.1.3', spdx_license: 'MIT' }],
  [
    'a wheel',
    pythonWheel({ name: 'greeting', version: '1.0', license: 'MIT' }),
    { format: 'python', name: 'greeting', version: '1.0' },
  ],
  ['an sdist', pythonSdist({ name: 'greeting', version: '1.0' }), { format: 'python', name: 'greeting' }],
  [
    'a jar with its pom',
    mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' }),
    { format: 'maven', version: '3.1' },
  ],
  ['a NuGet package', nugetPackage({ name: 'Acme.Text', version: '2.0.0' }), { format: 'nuget', name: 'Acme.Text' }],
  ['a Debian package', debPackage({ name: 'agent', version: '1.0-1', architecture: 'amd64' }), { format: 'deb', name: 'agent' }],
  ['a raw file', rawFile({ name: 'notes', version: '7', bytes: text('hi') }), { format: 'raw', name: 'notes', version: '7' }],
])('%s is uploaded, created, and there once it is synchronised', async (_, fixture, expected) => {
  const { push } = start()
  const pkg = await push(fixture, { tags: ['dev', 'nightly'] })
  expect(pkg).toMatchObject({ ...expected, is_sync_completed: true, filename: fixture.filename })
  expect(pkg.tags.info).toEqual(expect.arrayContaining(['dev', 'nightly']))
})

test.each(['post', 'put', 'put_parts'] as const)('by %s the same bytes arrive', async (method) => {
  const { emulator, push } = start()
  const seen: number[] = []
  const pkg = await push(ms, { method, onProgress: ({ sentBytes, totalBytes }) => seen.push(sentBytes / (totalBytes ?? 0)) })
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(ms.bytes))
  expect(pkg.checksum_sha256).toBe(Buffer.from(digest).toString('hex'))
  expect(seen.at(-1)).toBe(1)
  expect(emulator.requests.all.some(({ operation }) => operation === 'files_complete')).toBe(method === 'put_parts')
})

test('what has left is told file by file, with the size', async () => {
  const { push } = start()
  const seen: PushProgress[] = []
  const jar = mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' })
  await push(jar, { onProgress: (progress) => seen.push(progress) })

  const sizes = new Map([
    [jar.filename, jar.bytes.length],
    ...Object.values(jar.extra).map((file) => [file.filename, file.bytes.length] as const),
  ])
  expect(new Set(seen.map(({ filename }) => filename))).toEqual(new Set(sizes.keys()))
  for (const { filename, sentBytes, totalBytes } of seen) {
    expect(totalBytes).toBe(sizes.get(filename))
    expect(sentBytes).toBeLessThanOrEqual(totalBytes ?? 0)
  }
})

test('all the files of a package arrive, each in its place', async () => {
  const { push } = start()
  const pkg = await push(mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' }))
  expect(pkg.files.map(({ tag, is_primary }) => [tag, is_primary])).toEqual([
    ['pkg', true],
    ['pom', false],
  ])
})

describe('what goes wrong', () => {
  test('a field that is missing is told before a byte is sent', async () => {
    const { emulator, push } = start()
    const deb = debPackage({ name: 'agent', version: '1.0-1' })
    await expect(push({ ...deb, fields: {} })).rejects.toMatchObject({
      name: 'ValidationError',
      fields: { distribution: [expect.any(String)] },
    })
    expect(emulator.requests.all.map(({ operation }) => operation)).toEqual(['packages_validate-upload_deb'])
  })

  test('a file that is not a package fails in its synchronisation, is not tried again, and the error says why', async () => {
    const { emulator, push } = start()
    const error = await push({ ...ms, bytes: text('not a tarball') }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SyncFailedError)
    expect(error).toMatchObject({ failure: 'unparsable' })
    expect(String(error)).toContain('Could not parse metadata')
    await emulator.settle()
    expect(emulator.world.packages.size).toBe(0)
  })

  test('a duplicate fails, is not tried again, and is told apart', async () => {
    const { emulator, push } = start()
    await push(ms)
    await expect(push(ms)).rejects.toMatchObject({ failure: 'duplicate', nonRetryable: true })
    expect(emulator.requests.all.filter(({ operation }) => operation === 'packages_resync')).toEqual([])
    await expect(push(ms, { ifExists: 'replace' })).resolves.toMatchObject({ is_sync_completed: true })
  })

  test.each(['post', 'put_parts'] as const)(
    'a server that dies in the middle of a %s upload is an error, and no package is made',
    async (method) => {
      const { emulator, push } = start()
      server.use(http.all(/upload/, ({ request }) => (/validate|packages/.test(request.url) ? undefined : HttpResponse.error())))
      await expect(push(ms, { method })).rejects.toMatchObject({ name: 'ConnectionError' })
      expect(emulator.world.packages.size).toBe(0)
      const aborted = emulator.requests.all.some(({ operation }) => operation === 'files_abort')
      expect(aborted).toBe(method === 'put_parts')
    },
  )

  test('what the storage in front says is in the error', async () => {
    const { push } = start()
    const xml = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
    server.use(
      http.post(/upload/, ({ request }) => (/packages/.test(request.url) ? undefined : new HttpResponse(xml, { status: 403 }))),
    )
    await expect(push(ms)).rejects.toThrow('Request has expired')
  })

  test('an abort ends it', async () => {
    const { emulator, push } = start()
    await expect(push(ms, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    expect(emulator.world.packages.size).toBe(0)
  })

  test.each<[string, Partial<PushParams>, RegExp]>([
    ['a format that is none', { format: 'nmp' as 'npm' }, /no format "nmp".*npm/],
    ['no file name', { file: ms.bytes }, /file has no name/],
    ['a path for a file', { file: 'dist/ms.tgz' as unknown as Blob }, /file is a string.*fileFromPath/],
    ['a path for a further file', { format: 'maven', pom_file: 'pom.xml' as unknown as File }, /pom_file is a string/],
    ['a part size that is none', { partSize: 0 }, /partSize must be a whole number/],
    ['a path for a name', { filename: 'dist/ms.tgz' }, /without folders/],
    ['no bytes', { file: new File([], 'empty.tgz') }, /is empty/],
    ['an empty tag', { tags: ['dev', ''] }, /tag must not be empty/],
  ])('%s is told at once', async (_, options, message) => {
    const { emulator, push } = start()
    const error = await push(ms, options).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(String(error)).toMatch(message)
    expect(emulator.requests.all).toEqual([])
  })

  test('the key goes to the service and its upload host, and nowhere else', async () => {
    const { emulator, push } = start()
    const keyed: string[] = []
    server.use(
      http.all(/.*/, ({ request }) => {
        if (request.headers.has('x-api-key')) keyed.push(new URL(request.url).host)
      }),
    )
    await push(ms, { method: 'post' })
    const unkeyed = emulator.requests.all.map(({ url }) => new URL(url, emulator.origin).host)
    expect(new Set(keyed)).toEqual(new Set(['api.cloudsmith.io']))
    expect(unkeyed.length).toBeGreaterThan(keyed.length)
    await push(npmPackage({ name: 'ms', version: '2.1.4' }), { method: 'put' })
    expect(new Set(keyed)).toEqual(new Set(['api.cloudsmith.io', 'upload.cloudsmith.io']))
  })
})
