import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { zip } from '../../../format/archive-writers.ts'
import { createEmulator } from '../../../index.ts'
import { nugetPackage, nugetSymbols, type PackageFixture } from '../../../testing.ts'
import { isSemVer2 } from './ids.ts'

const registry = 'https://nuget.cloudsmith.io/acme/dev'
const api = nugetPackage({
  name: 'Acme.Api',
  version: '1.0.0',
  license: 'MIT',
  description: 'Calls things',
  dependencies: { 'Newtonsoft.Json': '13.0.1', 'Acme.Core': '[1.0,2.0)' },
})

/** A package with metadata that the builder has no options for. */
const described = (name: string, version: string, metadata: string): PackageFixture => ({
  ...nugetPackage({ name, version }),
  bytes: zip({
    [`${name}.nuspec`]: `<package><metadata><id>${name}</id><version>${version}</version>${metadata}</metadata></package>`,
  }),
})

function withPackages() {
  const { emulator, admin } = story()
  return {
    emulator,
    admin,
    nuget: registryClient(emulator, registry, keys.reader),
    async add(...fixtures: readonly PackageFixture[]) {
      for (const fixture of fixtures) await emulator.add('acme/dev', fixture)
    },
  }
}

const form = (fixture: { readonly bytes: Uint8Array }) => {
  const body = new FormData()
  body.append('package', new File([new Uint8Array(fixture.bytes)], 'package.nupkg'))
  return body
}

test('the service index says where everything is, in all versions that clients ask for', async () => {
  const { nuget } = withPackages()
  const { body } = await nuget('v3/index.json')
  expect(body.version).toBe('3.0.0')
  const found = (type: string) => body.resources.find((one: Record<string, string>) => one['@type'] === type)?.['@id']
  expect(found('PackageBaseAddress/3.0.0')).toBe(`${registry}/v3/flatcontainer/`)
  expect(found('RegistrationsBaseUrl')).toBe(`${registry}/v3/registrations/`)
  expect(found('RegistrationsBaseUrl/3.4.0')).toBe(`${registry}/v3/registrations/`)
  expect(found('RegistrationsBaseUrl/3.6.0')).toBe(`${registry}/v3/registrations-semver2/`)
  expect(found('SearchQueryService')).toBe(`${registry}/v3/query`)
  expect(found('SearchAutocompleteService')).toBe(`${registry}/v3/autocomplete`)
  expect(found('PackagePublish/2.0.0')).toBe(`${registry}/api/v2/package`)
})

test('a package is found and downloaded by its id in any case, and its version however it is written', async () => {
  const { nuget, add } = withPackages()
  const early = nugetPackage({ name: 'Acme.Api', version: '2.0.0.0-Beta.1+build.7' })
  await add(early, api)
  expect((await nuget('v3/flatcontainer/acme.api/index.json')).body).toEqual({ versions: ['1.0.0', '2.0.0-beta.1'] })
  const path = 'v3/flatcontainer/acme.api/2.0.0-beta.1/acme.api.2.0.0-beta.1.nupkg'
  expect((await nuget(path)).bytes).toEqual(new Uint8Array(early.bytes))
  expect((await nuget('v3/flatcontainer/Acme.Api/1.0.0/Acme.Api.1.0.0.nupkg')).bytes).toEqual(new Uint8Array(api.bytes))
  const nuspec = await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.nuspec')
  expect(nuspec.headers.get('content-type')).toBe('application/xml')
  expect(new TextDecoder().decode(nuspec.bytes)).toContain('<id>Acme.Api</id>')
  for (const missing of ['missing/index.json', 'acme.api/3.0.0/acme.api.3.0.0.nupkg', 'acme.api/1.0.0/other.1.0.0.nupkg'])
    expect((await nuget(`v3/flatcontainer/${missing}`)).status).toBe(404)
})

test('a registration says what is needed, on each framework', async () => {
  const { nuget, add } = withPackages()
  const group =
    '<group targetFramework="net8.0"><dependency id="B" version="1.0"/><dependency id="C"/></group><group targetFramework="net9.0"/>'
  const more =
    '<title>Rich</title><authors>A, B</authors><license type="expression">MIT</license><requireLicenseAcceptance>true</requireLicenseAcceptance>'
  await add(api, described('Rich', '1.0.0', `${more}<dependencies>${group}</dependencies>`))
  const { body } = await nuget('v3/registrations/rich/index.json')
  expect(body).toMatchObject({
    '@id': `${registry}/v3/registrations/rich/index.json`,
    count: 1,
    items: [{ count: 1, lower: '1.0.0', upper: '1.0.0', parent: `${registry}/v3/registrations/rich/index.json` }],
  })
  expect(body.items[0].items[0]).toMatchObject({
    '@id': `${registry}/v3/registrations/rich/1.0.0.json`,
    packageContent: `${registry}/v3/flatcontainer/rich/1.0.0/rich.1.0.0.nupkg`,
    registration: `${registry}/v3/registrations/rich/index.json`,
    catalogEntry: {
      ...{ id: 'Rich', version: '1.0.0', title: 'Rich', authors: 'A, B', licenseExpression: 'MIT', listed: true },
      requireLicenseAcceptance: true,
      dependencyGroups: [
        {
          targetFramework: 'net8.0',
          dependencies: [
            { id: 'B', range: '[1.0, )', registration: `${registry}/v3/registrations/b/index.json` },
            { id: 'C', range: '(, )' },
          ],
        },
        { targetFramework: 'net9.0', dependencies: [] },
      ],
    },
  })
  const { catalogEntry } = (await nuget('v3/registrations/acme.api/index.json')).body.items[0].items[0]
  expect(catalogEntry.dependencyGroups).toMatchObject([
    {
      dependencies: [
        { id: 'Newtonsoft.Json', range: '[13.0.1, )' },
        { id: 'Acme.Core', range: '[1.0,2.0)' },
      ],
    },
  ])
  expect((await nuget('v3/registrations/acme.api/1.0.0.json')).body).toMatchObject({ listed: true })
  expect((await nuget('v3/registrations/acme.api/1.0.1.json')).status).toBe(404)
})

test('many versions stand on pages of their own, between the bounds that the index tells', async () => {
  const { nuget, add } = withPackages()
  await add(...Array.from({ length: 129 }, (_, patch) => nugetPackage({ name: 'Many', version: `1.0.${patch}` })))
  const { body } = await nuget('v3/registrations/many/index.json')
  expect(body.items.map(({ count, lower, upper, items }: Record<string, unknown>) => [count, lower, upper, items])).toEqual([
    [64, '1.0.0', '1.0.63', undefined],
    [64, '1.0.64', '1.0.127', undefined],
    [1, '1.0.128', '1.0.128', undefined],
  ])
  const second = await nuget(body.items[1]['@id'].slice(registry.length + 1))
  expect(second.body.items).toHaveLength(64)
  expect(second.body.items[0].catalogEntry.version).toBe('1.0.64')
  expect((await nuget('v3/registrations/many/page/1.0.0/1.0.1.json')).status).toBe(404)
})

test.each([
  ['1.0.0', [], false],
  ['1.0.0-beta', [], false],
  ['1.0.0-beta.1', [], true],
  ['1.0.0+build', [], true],
  ['1.0.0', ['[1.0.0, )', '(, 2.0.0-rc.1]'], true],
  ['1.0.0', ['[1.0.0,2.0.0)'], false],
])('version %s that needs %j is for SemVer 2.0.0 alone: %s', (version, ranges, expected) => {
  expect(isSemVer2(version, ranges)).toBe(expected)
})

test('older clients are not told of what SemVer 2.0.0 has', async () => {
  const { nuget, add } = withPackages()
  await add(
    nugetPackage({ name: 'Mixed', version: '1.0.0' }),
    nugetPackage({ name: 'Mixed', version: '1.1.0-beta.1' }),
    nugetPackage({ name: 'Only', version: '1.0.0+build' }),
  )
  const versions = async (hive: string) =>
    (await nuget(`v3/${hive}/mixed/index.json`)).body.items[0].items.map(
      (one: { catalogEntry: { version: string } }) => one.catalogEntry.version,
    )
  expect(await versions('registrations')).toEqual(['1.0.0'])
  expect(await versions('registrations-semver2')).toEqual(['1.0.0', '1.1.0-beta.1'])
  expect((await nuget('v3/registrations/only/index.json')).status).toBe(404)
  const hits = async (query: string) =>
    (await nuget(`v3/query?${query}`)).body.data.map((one: { id: string; version: string }) => [one.id, one.version])
  expect(await hits('prerelease=true')).toEqual([['Mixed', '1.0.0']])
  expect(await hits('prerelease=true&semVerLevel=2.0.0')).toEqual([
    ['Mixed', '1.1.0-beta.1'],
    ['Only', '1.0.0+build'],
  ])
  expect(await hits('semVerLevel=2.0.0')).toEqual([
    ['Mixed', '1.0.0'],
    ['Only', '1.0.0+build'],
  ])
})

test('a search finds words, and a page of what it finds', async () => {
  const { nuget, add } = withPackages()
  const tool = described(
    'Acme.Tool',
    '1.0.0',
    '<tags>cli fast</tags><packageTypes><packageType name="DotnetTool"/></packageTypes>',
  )
  await add(api, tool, nugetPackage({ name: 'Acme.Api', version: '0.9.0' }))
  const search = async (query: string) => {
    const { body } = await nuget(`v3/query?${query}`)
    return [body.totalHits, body.data.map((one: { id: string }) => one.id)]
  }
  expect(await search('q=calls%20THINGS')).toEqual([1, ['Acme.Api']])
  expect(await search('q=tags:fast')).toEqual([1, ['Acme.Tool']])
  expect(await search('q=packageid:acme.api')).toEqual([1, ['Acme.Api']])
  expect(await search('q=packageid:acme')).toEqual([0, []])
  expect(await search('q=acme&skip=1&take=5')).toEqual([2, ['Acme.Tool']])
  expect(await search('packageType=dotnettool')).toEqual([1, ['Acme.Tool']])
  expect((await nuget('v3/query?q=api')).body.data[0]).toMatchObject({
    version: '1.0.0',
    description: 'Calls things',
    packageTypes: [{ name: 'Dependency' }],
    versions: [{ version: '0.9.0' }, { version: '1.0.0', '@id': `${registry}/v3/registrations/acme.api/1.0.0.json` }],
  })
  expect((await nuget('v3/autocomplete?q=tool')).body).toEqual({ totalHits: 1, data: ['Acme.Tool'] })
  expect((await nuget('v3/autocomplete?id=acme.API')).body).toEqual({ data: ['0.9.0', '1.0.0'] })
})

test('what is pushed synchronises, once, by those who may', async () => {
  const { emulator, admin } = withPackages()
  const push = (key: string, body: FormData | string = form(api), path = 'api/v2/package') =>
    registryClient(emulator, registry)(path, { method: 'PUT', body, headers: { 'X-NuGet-ApiKey': key } })
  expect((await push(keys.writer)).status).toBe(201)
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { format: 'nuget', name: 'Acme.Api', version: '1.0.0', filename: 'Acme.Api.1.0.0.nupkg', uploader: 'writer' },
  ])
  const other = nugetPackage({ name: 'ACME.API', version: '1.0.0.0' })
  expect(await push(keys.writer, form(other))).toMatchObject({
    status: 409,
    body: { detail: 'ACME.API 1.0.0 has been pushed already.' },
  })
  expect((await push(keys.writer, form(nugetPackage({ name: 'Acme.Api', version: '1.1.0' })), '')).status).toBe(201)
  expect((await push(keys.writer, form({ bytes: new Uint8Array(9) }))).status).toBe(400)
  expect((await push(keys.writer, 'no form')).status).toBe(400)
  expect((await push(keys.reader)).status).toBe(403)
  expect((await push('nobody-has-this')).status).toBe(401)
})

test('symbols are a package of their own, which nobody installs', async () => {
  const { emulator, nuget, admin, add } = withPackages()
  await add(api)
  const symbols = nugetSymbols({ name: 'Acme.Api', version: '1.0.0' })
  const writer = registryClient(emulator, registry, keys.writer)
  expect((await writer('api/v2/symbolpackage', { method: 'PUT', body: form(symbols) })).status).toBe(201)
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body.map((row: { filename: string }) => row.filename).sort()).toEqual([
    'Acme.Api.1.0.0.nupkg',
    'Acme.Api.1.0.0.snupkg',
  ])
  expect((await nuget('v3/flatcontainer/acme.api/index.json')).body).toEqual({ versions: ['1.0.0'] })
  expect((await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.1.0.0.nupkg')).bytes).toEqual(new Uint8Array(api.bytes))
})

test('what is deleted is listed no more, and there for those who name it, until it is listed again', async () => {
  const { emulator, nuget, add } = withPackages()
  await add(api)
  const writer = registryClient(emulator, registry, keys.writer)
  const isFound = async () => (await nuget('v3/query?q=api')).body.totalHits === 1
  expect((await nuget('api/v2/package/acme.api/1.0.0', { method: 'DELETE' })).status).toBe(403)
  expect((await writer('api/v2/package/acme.api/1.0.0', { method: 'DELETE' })).status).toBe(204)
  expect(await isFound()).toBe(false)
  expect((await nuget('v3/registrations/acme.api/index.json')).body.items[0].items[0].catalogEntry.listed).toBe(false)
  expect((await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.1.0.0.nupkg')).status).toBe(200)
  expect((await writer('api/v2/package/Acme.Api/1.0.0.0', { method: 'POST' })).status).toBe(200)
  expect(await isFound()).toBe(true)
  expect((await writer('api/v2/package/acme.api/9.0.0', { method: 'DELETE' })).status).toBe(404)
})

test('what is quarantined is in the registration, and refused', async () => {
  const { admin, nuget, add } = withPackages()
  await add(api)
  const [row] = (await admin('GET', '/packages/acme/dev/')).body
  await admin('POST', `/packages/acme/dev/${row.slug_perm}/quarantine/`, {})
  expect((await nuget('v3/registrations/acme.api/index.json')).status).toBe(200)
  expect((await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.1.0.0.nupkg')).status).toBe(403)
})

test('nobody gets in without a credential', async () => {
  const { emulator } = withPackages()
  const { status, headers } = await registryClient(emulator, registry)('v3/index.json')
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Cloudsmith"'])
})

const upstreamIn = (admin: ReturnType<typeof story>['admin'], upstream_url: string) =>
  admin('POST', '/repos/acme/dev/upstream/nuget/', { name: 'out', upstream_url, mode: 'Cache and Proxy', is_active: true })

test('what a repository lacks is listed, fetched, and there without the upstream', async () => {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
        repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
      },
    ],
  })
  await outside.add('world/open', api)
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: outside.fetch })
  const { body: made } = await upstreamIn(admin, 'https://nuget.cloudsmith.io/world/open/v3/index.json')
  const nuget = registryClient(emulator, 'http://emulator.test/nuget/acme/dev', keys.reader)
  const entry = async () => {
    const { published, ...rest } = (await nuget('v3/registrations/acme.api/index.json')).body.items[0].items[0].catalogEntry
    return rest
  }
  const offered = await entry()
  expect(offered).toMatchObject({ id: 'Acme.Api', version: '1.0.0', licenseExpression: 'MIT', description: 'Calls things' })
  expect((await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.1.0.0.nupkg')).bytes).toEqual(new Uint8Array(api.bytes))
  await emulator.settle()
  await admin('DELETE', `/repos/acme/dev/upstream/nuget/${made.slug_perm}/`)
  expect(await entry()).toEqual(offered)
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { name: 'Acme.Api', tags: { info: ['out'] }, uploader: 'cloudsmith-o6v' },
  ])
})

test('what is here is given out while the upstream is silent', async () => {
  const { emulator, admin } = story({
    origin: 'http://emulator.test',
    reachUpstreams: async () => new Response('', { status: 500 }),
  })
  await upstreamIn(admin, 'https://nuget.test/v3/index.json')
  await emulator.add('acme/dev', api)
  const nuget = registryClient(emulator, 'http://emulator.test/nuget/acme/dev', keys.reader)
  expect((await nuget('v3/flatcontainer/acme.api/1.0.0/acme.api.1.0.0.nupkg')).status).toBe(200)
  expect(await nuget('v3/flatcontainer/other/index.json')).toMatchObject({
    status: 502,
    body: { detail: expect.stringContaining("The upstream 'out' answered 500") },
  })
})

test('pages that an index of an upstream only names are asked for', async () => {
  const item = (version: string) => ({
    catalogEntry: { id: 'Paged', version, listed: version !== '1.0.0', published: '1900-01-01T00:00:00Z', tags: ['a', 'b'] },
    packageContent: `https://files.test/${version}.nupkg`,
  })
  const files: Record<string, unknown> = {
    '/v3/index.json': { resources: [{ '@id': 'https://nuget.test/reg/', '@type': 'RegistrationsBaseUrl/Versioned' }] },
    '/reg/paged/index.json': { items: [{ '@id': 'https://nuget.test/reg/paged/1.json' }, { items: [item('2.0.0')] }] },
    '/reg/paged/1.json': { items: [item('1.0.0'), { catalogEntry: { id: 'Paged' } }] },
  }
  const reach = async (url: string | URL | Request) => {
    const found = files[new URL(String(url)).pathname]
    return found === undefined ? new Response('', { status: 404 }) : Response.json(found)
  }
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: reach })
  await upstreamIn(admin, 'https://nuget.test')
  const nuget = registryClient(emulator, 'http://emulator.test/nuget/acme/dev', keys.reader)
  const { body } = await nuget('v3/registrations/paged/index.json')
  const entries = body.items[0].items.map(({ catalogEntry }: { catalogEntry: Record<string, unknown> }) => [
    catalogEntry.version,
    catalogEntry.listed,
    catalogEntry.tags,
  ])
  expect(entries).toEqual([
    ['1.0.0', false, 'a, b'],
    ['2.0.0', true, 'a, b'],
  ])
})

test('an upstream that is no registry of version 3 says so', async () => {
  const { emulator, admin } = story({
    origin: 'http://emulator.test',
    reachUpstreams: async () => Response.json({ resources: [] }),
  })
  await upstreamIn(admin, 'https://nuget.test')
  const nuget = registryClient(emulator, 'http://emulator.test/nuget/acme/dev', keys.reader)
  expect(await nuget('v3/flatcontainer/other/index.json')).toMatchObject({
    status: 502,
    body: { detail: expect.stringContaining('its service index has no registrations') },
  })
})

test('dotnet and nuget are told of a repository', () => {
  const { emulator } = story()
  const { url, file } = emulator.registry('nuget', 'acme/dev', { as: 'reader' })
  expect(url).toBe(registry)
  const config = file('nuget.config')
  expect(config).toContain(`<add key="cloudsmith-acme-dev" value="${registry}/v3/index.json" protocolVersion="3"/>`)
  expect(config).toContain(
    `<cloudsmith-acme-dev>\n<add key="Username" value="token"/>\n<add key="ClearTextPassword" value="${keys.reader}"/>`,
  )
})
