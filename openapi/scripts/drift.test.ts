import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const command = fileURLToPath(new URL('drift.ts', import.meta.url))
const description = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

let folder: string
let origin: string
const server = createServer(async ({ url }, response) => {
  if (url === '/v2.yaml') response.end(await readFile(description('cloudsmith-v2.yaml')))
  else response.writeHead(503).end('Down for maintenance')
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drift-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

/** Runs the command. */
function drift(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

/** Writes a document to a file. */
async function published(text: string): Promise<string> {
  const path = join(folder, 'published.yaml')
  await writeFile(path, text)
  return path
}

test('a document is fetched from a URL, and our own one passes without a difference', async () => {
  const { code, out } = await drift(`${origin}/v2.yaml`)

  expect(out).toMatch(/^cloudsmith-v2\.yaml: (\d+) operations, \1 published\. 0 differences,/)
  expect(code).toBe(0)
})

test('an unexplained difference fails', async () => {
  const ours = await readFile(description('cloudsmith-v2.yaml'), 'utf8')
  const path = await published(ours.replace('operationId: packages_metadata_list', 'operationId: packages_metadata_index'))

  const { code, out } = await drift(path, '--against', 'v2')

  expect(out).toContain('  ~ operationId: packages_metadata_list → packages_metadata_index\n')
  expect(out).toContain('1 difference, 0 explained by corrections.yaml, 1 unexplained.')
  expect(code).toBe(1)
})

test('an explained difference passes, and --all shows it', async () => {
  const ours = await readFile(description('cloudsmith-v2.yaml'), 'utf8')
  const path = await published(ours.replace(/^ {2}\/metadata\/validate\/:\n(?: {4}.*\n)+/m, ''))

  const brief = await drift(path, '--against', 'v2')
  const whole = await drift(path, '--against', 'v2', '--all')

  expect(brief.out).toMatch(/^cloudsmith-v2\.yaml: .* 1 difference, 1 explained by corrections\.yaml, 0 unexplained\.\n$/)
  expect(whole.out).toContain('metadata_validate  POST /metadata/validate/\n  - extra: the whole operation')
  expect([brief.code, whole.code]).toEqual([0, 0])
})

test('a document that shares no operation with ours needs --against', async () => {
  const path = await published('{openapi: 3.1.0, paths: {/pets: {get: {responses: {}}}}}')

  const guessed = await drift(path)
  const told = await drift(path, '--against', 'v2')

  expect(guessed).toMatchObject({ code: 2, err: expect.stringContaining('shares no operation with ours') })
  expect(told).toMatchObject({ code: 1, out: expect.stringContaining('GET /pets  GET /pets\n  + missing: the whole operation') })
})

test.each([
  ['no document', [], 'Expected one path or URL.'],
  ['two documents', ['a.yaml', 'b.yaml'], 'Expected one path or URL.'],
  ['an unknown version', ['a.yaml', '--against', 'v3'], 'There is no version v3.'],
  ['an unknown option', ['a.yaml', '--frobnicate'], "Unknown option '--frobnicate'"],
  ['a missing file', ['no-such-file.yaml'], 'no-such-file.yaml: the file does not exist.'],
  ['a folder', ['.'], '. cannot be read: '],
  ['a document that is no API description', [description('package.json')], 'package.json is not an API description'],
])('%s is unusable, and the message says so', async (_, args, message) => {
  expect(await drift(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
})

test('a server that fails is unusable, and so is one that cannot be reached', async () => {
  expect(await drift(`${origin}/v1.yaml`)).toMatchObject({ code: 2, err: `${origin}/v1.yaml returned status 503.\n` })

  // A server that has closed leaves a port on which nothing listens.
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  const { code, err } = await drift(`http://127.0.0.1:${port}/swagger.json`)

  expect(err).toMatch(/cannot be reached: .*ECONNREFUSED/)
  expect(code).toBe(2)
})

test('--help prints the usage', async () => {
  expect(await drift('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: pnpm openapi:drift') })
})
