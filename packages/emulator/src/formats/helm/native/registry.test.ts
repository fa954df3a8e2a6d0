import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { gzip, tar } from '../../../format/archive-writers.ts'
import { helmChart } from '../../../testing.ts'
import { chartsOf } from './file-name.ts'

const charts = 'https://dl.cloudsmith.io/basic/acme/dev/helm/charts'
const web = helmChart({ name: 'web-app', version: '1.10.0+b.1', description: 'An app', dependencies: { redis: '~18.0' } })
const older = helmChart({ name: 'web-app', version: '1.9.0' })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)

async function repository(...fixtures: (typeof web)[]) {
  const told = story()
  for (const fixture of fixtures) await told.emulator.add('acme/dev', fixture)
  return { ...told, helm: registryClient(told.emulator, charts, keys.reader) }
}

/** A chart and its signature, as created by Helm. */
function signed(chart: typeof web) {
  const body = `-----BEGIN PGP SIGNED MESSAGE-----\n\nfiles:\n  ${chart.filename}: sha256:${sha256(chart.bytes)}\n`
  return { ...chart, extra: { provenance_file: { filename: `${chart.filename}.prov`, bytes: new TextEncoder().encode(body) } } }
}

test('the index has what each chart says of itself, the newest first, and where it is', async () => {
  const { helm } = await repository(older, web)
  const index = parse(text(await helm('index.yaml')))
  expect(index).toMatchObject({ apiVersion: 'v1', generated: expect.stringMatching(/^\d{4}-.*Z$/) })
  expect(index.entries['web-app'].map(({ version }: { version: string }) => version)).toEqual(['1.10.0+b.1', '1.9.0'])
  const [entry] = index.entries['web-app']
  expect(entry).toMatchObject({
    apiVersion: 'v2',
    name: 'web-app',
    description: 'An app',
    dependencies: [{ name: 'redis', version: '~18.0', repository: 'https://charts.example.org' }],
    digest: sha256(web.bytes),
    urls: ['web-app-1.10.0%2Bb.1.tgz'],
  })
  for (const path of [entry.urls[0], 'web-app-1.10.0+b.1.tgz'])
    expect((await helm(path)).bytes).toEqual(new Uint8Array(web.bytes))
  for (const path of ['web-app-9.9.9.tgz', 'web-app.tgz', 'none', 'a/b', 'web-app-1.9.0.tgz.prov'])
    expect((await helm(path)).status).toBe(404)
})

test('what Helm takes for another kind than text is of that kind, or left out', async () => {
  const own = stringify({
    apiVersion: 'v2',
    name: 'odd',
    version: '1.0.0',
    deprecated: true,
    keywords: null,
    sources: ['https://example.org'],
    maintainers: [{ name: 'fixture', email: null }],
    annotations: { a: 'b', list: ['no'] },
    unknown: { x: 1 },
  })
  const { helm } = await repository({ ...web, filename: 'odd-1.0.0.tgz', bytes: gzip(tar({ 'odd/Chart.yaml': own })) })
  const [entry] = parse(text(await helm('index.yaml'))).entries.odd
  expect(entry).toMatchObject({ deprecated: true, sources: ['https://example.org'], annotations: { a: 'b' } })
  expect(Object.keys(entry)).not.toEqual(expect.arrayContaining(['unknown']))
  expect(entry.keywords).toBeUndefined()
})

test('Helm is told of a repository in the file in which it looks for them', async () => {
  const { emulator } = await repository()
  const registry = emulator.registry('helm', 'acme/dev', { token: 'abc' })
  expect(parse(registry.file('.config/helm/repositories.yaml'))).toEqual({
    apiVersion: 'v1',
    repositories: [{ name: 'acme-dev', url: `${charts}/`, username: 'token', password: 'abc' }],
  })
})

test('a signature is beside its chart', async () => {
  const { helm } = await repository(signed(older))
  expect(text(await helm('web-app-1.9.0.tgz.prov'))).toContain('BEGIN PGP SIGNED MESSAGE')
})

test.each([
  ['a-1.0.0.tgz', ['a 1.0.0']],
  ['a-1-2.0.0.tgz', ['a 1-2.0.0', 'a-1 2.0.0']],
  ['a-b-1.0.0-rc.1.tgz', ['a-b 1.0.0-rc.1']],
  ['a.tgz', []],
  ['-1.0.0.tgz', []],
])('%s may be of %s', (filename, wanted) => {
  expect(chartsOf(filename).map(({ name, version }) => `${name} ${version}`)).toEqual(wanted)
})

test('a chart whose name ends like a version is told apart from one whose version begins so', async () => {
  const [first, second] = [helmChart({ name: 'a', version: '1-2.0.0' }), helmChart({ name: 'a-1', version: '3.0.0' })]
  const { helm } = await repository(first, second)
  expect((await helm('a-1-2.0.0.tgz')).bytes).toEqual(new Uint8Array(first.bytes))
  expect((await helm('a-1-3.0.0.tgz')).bytes).toEqual(new Uint8Array(second.bytes))
})

test('what is quarantined is listed, and refused; nobody else is told anything, and nothing can be published so', async () => {
  const { helm, admin, emulator } = await repository()
  const { slug_perm } = await emulator.add('acme/dev', web)
  await admin('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
  expect(text(await helm('index.yaml'))).toContain('web-app')
  const refused = await helm('web-app-1.10.0+b.1.tgz')
  expect([refused.status, text(refused)]).toEqual([403, 'This package is quarantined.\n'])
  expect((await registryClient(emulator, charts)('index.yaml')).status).toBe(401)
  expect((await helm('web.tgz', { method: 'POST', body: 'x' })).status).toBe(405)
})

/** The pages of another repository, by path. */
async function withUpstream(pages: Record<string, string | Uint8Array>) {
  const told = story({
    reachUpstreams: async (input) => {
      const found = pages[new URL(String(input)).pathname]
      return found === undefined ? new Response('no', { status: 404 }) : new Response(found as string)
    },
  })
  await told.admin('POST', '/repos/acme/dev/upstream/helm/', {
    name: 'outside',
    upstream_url: 'https://charts.example/stable',
    mode: 'Cache and Proxy',
    is_active: true,
  })
  const helm = registryClient(told.emulator, charts, keys.reader)
  return { ...told, helm, packages: async () => (await told.admin('GET', '/packages/acme/dev/')).body }
}

const entry = {
  apiVersion: 'v2',
  name: 'web-app',
  version: '1.9.0',
  digest: sha256(older.bytes),
  urls: ['files/web.tgz'],
  created: '2024-01-02T03:04:05Z',
}
const indexWith = (...entries: object[]) => stringify({ apiVersion: 'v1', entries: { 'web-app': entries } })

test('a chart of an upstream is listed as ours, fetched with its signature, and kept', async () => {
  const { helm, emulator, packages } = await withUpstream({
    '/stable/index.yaml': indexWith(entry),
    '/stable/files/web.tgz': new Uint8Array(older.bytes),
    '/stable/files/web.tgz.prov': signed(older).extra.provenance_file.bytes,
  })
  expect(parse(text(await helm('index.yaml'))).entries['web-app']).toMatchObject([
    { version: '1.9.0', urls: ['web-app-1.9.0.tgz'], digest: sha256(older.bytes), created: '2024-01-02T03:04:05.000Z' },
  ])
  expect((await helm('web-app-1.9.0.tgz')).bytes).toEqual(new Uint8Array(older.bytes))
  expect(text(await helm('web-app-1.9.0.tgz.prov'))).toContain('SIGNED MESSAGE')
  await emulator.settle()
  expect(await packages()).toMatchObject([{ name: 'web-app', uploader: 'cloudsmith-o6v', files: [{}, { tag: 'provenance' }] }])
})

test.each([
  [
    'another chart than it lists',
    { '/stable/index.yaml': indexWith(entry), '/stable/files/web.tgz': new Uint8Array(web.bytes) },
    /a different file/,
  ],
  ['an index that is none', { '/stable/index.yaml': '- a\n- b\n' }, /is no index of charts/],
  ['an index that is not valid YAML', { '/stable/index.yaml': '{ a: [' }, /is not valid YAML/],
])('an upstream that has %s gives nothing out', async (_, pages, why) => {
  const { helm, packages } = await withUpstream(pages)
  const refused = await helm('web-app-1.9.0.tgz')
  expect([refused.status, text(refused)]).toEqual([502, expect.stringMatching(why)])
  expect(await packages()).toEqual([])
})
