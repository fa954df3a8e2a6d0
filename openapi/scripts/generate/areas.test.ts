import { beforeAll, expect, test } from 'vitest'
import { areaFiles } from './area-files.ts'
import { type Areas, areasOf } from './areas.ts'
import { type Document, readDocument } from './document.ts'
import { declarationsOf } from './types.ts'

let document: Document
let areas: Areas
let files: Record<string, string>

beforeAll(async () => {
  document = await readDocument('cloudsmith-v1.yaml')
  areas = areasOf(document)
  files = areaFiles('v1', await declarationsOf('cloudsmith-v1.yaml'), areas)
})

const areaOf = (schema: string) => areas.schemas.get(schema)

test('a schema is in the file of the first area that uses it', () => {
  expect(files['v1/packages.ts']).toMatch(/^export interface Package \{/m)
  expect(areaOf('Webhook')).toBe('webhooks')
  // Packages in the recycle bin, in scans and in uploads have these too.
  expect(areaOf('VulnerabilityCounts')).toBe('packages')
})

test('a schema of one format is in the file of the format, and one of several formats in that of the tag', () => {
  expect(areaOf('NpmUpstream')).toBe('upstreams-npm')
  expect(areas.operations.get('repos_upstream_npm_list')).toBe('upstreams-npm')
  expect(areaOf('ProxyUpstream')).toBe('upstreams')
  expect(areas.operations.get('repos_upstream_cargo_list')).toBe('upstreams')
  expect(areaOf('UploadedMavenPackage')).toBe('uploads-maven')
  expect(areas.operations.get('packages_validate-upload_maven')).toBe('uploads-maven')
})

test('a format whose only schema is that of its request stays with those that have none', () => {
  expect(areaOf('NpmUpload')).toBe('uploads')
  expect(areas.operations.get('packages_upload_npm')).toBe('uploads')
})

test('schemas of shared error responses are common', () => {
  expect(areaOf('ErrorDetail')).toBe('common')
  expect(files['v1/common.ts']).not.toContain('import')
})

test('every operation, path and schema has an area', () => {
  expect([...areas.paths.keys()].sort()).toEqual(Object.keys(document.paths).sort())
  expect([...areas.schemas.keys()].sort()).toEqual(Object.keys(document.components.schemas).sort())
  expect(new Set(areas.operations.keys())).toEqual(
    new Set(Object.values(document.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId))),
  )
})

test('no file imports itself through others', () => {
  const importsOf = (name: string): string[] =>
    [...(files[name] ?? '').matchAll(/^import type .* from '(.+)'$/gm)].map(([, path = '']) =>
      new URL(path, `file:///${name}`).pathname.slice(1),
    )
  const leadsTo = (from: string, seen = new Set<string>()): Set<string> => {
    for (const name of importsOf(from)) if (!seen.has(name)) leadsTo(name, seen.add(name))
    return seen
  }
  for (const name of Object.keys(files)) {
    const reached = leadsTo(name)
    expect(Object.keys(files)).toEqual(expect.arrayContaining([...reached]))
    expect(reached).not.toContain(name)
  }
  expect(leadsTo('v1/upstreams-npm.ts')).toEqual(
    new Set(['v1/upstreams.ts', 'v1/repositories.ts', 'v1/packages.ts', 'v1/common.ts']),
  )
})

test('no file is too long to read', () => {
  const long = Object.entries(files).filter(([, text]) => text.split('\n').length > 5000)
  expect(long.map(([name]) => name)).toEqual([])
})

test('a path without a tag is refused, and so is one with several', () => {
  const operation = { operationId: 'x_list', responses: {} }
  const withTags = (...tags: string[][]): Document => ({
    tags: [{ name: 'one' }, { name: 'two' }],
    paths: { '/x/': Object.fromEntries(tags.map((each, index) => [`${index}`, { ...operation, tags: each }])) },
    components: { schemas: {}, parameters: {} },
  })
  for (const tags of [[[]], [['three']], [['one'], ['two']]]) {
    expect(() => areasOf(withTags(...tags))).toThrow('/x/: give all its operations the same tag of the document')
  }
  expect(areasOf(withTags(['one'], ['one'])).paths.get('/x/')).toBe('one')
})
