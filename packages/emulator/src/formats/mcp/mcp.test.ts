import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { mcpBundle } from './build.ts'

const small = mcpBundle({ name: 'acme', version: '1.0.0' })
const bundle = { manifest_version: '0.3', name: 'acme', version: '1.0.0', description: 'A server.', server: { type: 'node' } }
const inBundle = (manifest: object) => ({ ...small, bytes: zip({ 'manifest.json': JSON.stringify(manifest) }) })

const server = { name: 'io.example.acme/api', description: 'A server.', version: '1.0.0' }
const registered = (manifest: object, fields = {}) => ({
  ...small,
  ...{ filename: 'server.json', bytes: new TextEncoder().encode(JSON.stringify(manifest)), fields },
})

describe('a bundle', () => {
  test('that was built is read back', async () => {
    const facts = await factsOf(mcpBundle({ name: 'acme', version: '1.0.0', license: 'MIT', description: 'A server.' }))
    expect(facts).toEqual({
      ...{ name: 'acme', version: '1.0.0', license: 'MIT', summary: 'A server.', typeDisplay: 'file' },
      ...{ architectures: [], dependencies: [], identifiers: {}, numFiles: 2 },
    })
  })

  test('of before it was called so', async () => {
    expect(await factsOf(inBundle({ ...bundle, manifest_version: undefined, dxt_version: '0.1' }))).toMatchObject({
      name: 'acme',
    })
  })

  test.each([
    ['no manifest', { ...small, bytes: zip({ 'acme/manifest.json': '{}' }) }, 'has 0 manifest.json at its root'],
    ['the manifest of a web page', inBundle({ name: 'acme', version: '1' }), 'manifest.json: manifest_version is missing'],
    ['nothing to start', inBundle({ ...bundle, server: {} }), 'manifest.json: server.type is missing'],
    ['no description', inBundle({ ...bundle, description: '' }), 'manifest.json: description is missing'],
  ])('with %s is unreadable', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })
})

describe('a server.json', () => {
  test('tells in which packages the server is', async () => {
    const packages = [
      { registryType: 'npm', identifier: '@acme/api', version: '1.0.0' },
      { registryType: 'oci', identifier: 'docker.io/acme/api:1.0.0' },
    ]
    expect(await factsOf(registered({ ...server, packages }))).toMatchObject({
      ...{ name: 'io.example.acme/api', version: '1.0.0', summary: 'A server.', numFiles: 0 },
      dependencies: [
        { name: '@acme/api', operator: '=', version: '1.0.0', dep_type: 'Requires' },
        { name: 'docker.io/acme/api:1.0.0', operator: null, version: null, dep_type: 'Requires' },
      ],
    })
  })

  test('has the version of the request, where that has one', async () => {
    expect(await factsOf(registered(server, { version: '2026-11-29' }))).toMatchObject({ version: '2026-11-29' })
  })

  test.each([
    ['no JSON', { ...registered({}), bytes: new TextEncoder().encode('name: acme') }, 'server.json is not valid JSON'],
    ['no namespace', registered({ ...server, name: 'api' }), 'name is "api" instead of namespace/name'],
    ['no version', registered({ ...server, version: undefined }), 'server.json: version is missing'],
  ])('with %s is unreadable', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })

  test.each(['^1.2.3', '>= 1', '1.x', '*', 'latest', '1 || 2'])(
    'with version %s, which stands for several, is unreadable',
    async (version) => {
      expect(await reasonOf(registered({ ...server, version }))).toContain('could mean several: name one')
    },
  )
})
