import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { json } from '../../test/json.ts'
import { conformingOptions } from '../../test/story.ts'
import { webhooksOf } from '../areas/webhooks/records.ts'
import { formats } from '../catalogue/formats.ts'
import { createSeededEmulator, parseSeed, SeedError } from '../seed.ts'
import { npmPackage } from '../testing.ts'
import { seedSchemaDocument } from './schema-document.ts'

const yaml = `workspaces:
  - slug: umbrella
    accounts:
      - { slug: olga, key: olga-key, role: Owner }
      - { slug: rita, key: rita-key }
    policies:
      vulnerability:
        - { name: No critical, min_severity: High, on_violation_quarantine: true }
      license:
        - { name: No copyleft, spdx_identifiers: [AGPL-3.0-only] }
    repositories:
      - inbox
      - slug: team
        name: The team
        settings: { description: What the team makes, copy_packages: Write }
        retention: { retention_enabled: true, retention_count_limit: 7 }
        privileges: [{ user: rita, privilege: Write }]
        upstreams: [{ format: npm, name: npmjs, upstream_url: 'https://registry.example.com' }]
        webhooks: [{ target_url: 'https://hooks.example.com/a', events: ['*'], templates: [] }]
        packages:
          - { format: npm, name: lodash, version: 4.17.20, license: MIT, tags: [old] }
          - { format: npm, file: left-pad-1.3.0.tgz, uploader: rita, uploadedAt: '2025-12-01T00:00:00Z' }
          - { format: maven, name: 'org.example:demo', version: 1.0.0 }
          - { format: python, name: demo, version: 2.0.0 }
          - { format: nuget, name: Demo, version: 3.0.0 }
          - { format: deb, name: demo, version: 4.0.0 }
          - { format: raw, name: notes, version: '5', content: hello }
switches: { copyKeepsTags: false, unknownDestination: 404 }
timings: { scan: 5, webhookRetries: [1, 2] }
rateLimit: { limit: 100 }
seed: 9
`

let folder: string
const write = async (text: string) => {
  const file = join(folder, 'story.yaml')
  await writeFile(file, text)
  return file
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-seed-'))
  const { filename, bytes } = npmPackage({ name: 'left-pad', version: '1.3.0' })
  await writeFile(join(folder, filename), bytes)
})
afterAll(() => rm(folder, { recursive: true }))

test('an emulator starts with what a seed says', async () => {
  const emulator = await createSeededEmulator(await write(yaml), conformingOptions)
  const get = async (path: string) => json(await emulator.fetch(emulator.origin + path, { headers: { 'X-Api-Key': 'rita-key' } }))

  expect(await get('/repos/umbrella/team/')).toMatchObject({ name: 'The team', description: 'What the team makes' })
  const packages = await get('/packages/umbrella/team/?sort=format')
  expect(packages.map((pkg: { format: string; name: string }) => `${pkg.format} ${pkg.name}`).sort()).toEqual(
    ['deb demo', 'maven demo', 'npm left-pad', 'npm lodash', 'nuget Demo', 'python demo', 'raw notes'].sort(),
  )
  const found = (name: string) => packages.find((pkg: { name: string }) => pkg.name === name)
  expect(found('left-pad')).toMatchObject({
    uploader: 'rita',
    uploaded_at: '2025-12-01T00:00:00.000000Z',
    status_str: 'Completed',
  })
  // The bundled advisories contain a severe vulnerability of this version.
  expect(found('lodash')).toMatchObject({ status_str: 'Quarantined', spdx_license: 'MIT', tags: { info: ['old'] } })
  expect(emulator.switches).toMatchObject({ copyKeepsTags: false, unknownDestination: 404, copyKeepsUploader: false })
  expect(emulator.world.timings).toMatchObject({ scan: 5, webhookRetries: [1, 2], stage: 700 })
  expect(emulator.rateLimit).toEqual({ limit: 100, windowSeconds: 3600, enforce: false })
  expect(webhooksOf(emulator.world.repository({ owner: 'umbrella', repo: 'team' })).store.size).toBe(1)
})

const makable = Object.entries(formats).flatMap(([format, { make }]) => (make ? [format] : []))

test.each(makable)('a package of the format %s is made', async (format) => {
  const name = { maven: 'org.example:demo', composer: 'acme/demo', go: 'example.com/acme/demo' }[format] ?? 'demo'
  const version = { go: 'v1.2.0', luarocks: '1.2.0-1', alpine: '1.2.0-r0', rpm: '1.2.0' }[format] ?? '1.2.0'
  const pkg = { format, name, version, license: 'MIT', description: 'A demonstration', content: 'one' }
  const repositories = [
    { slug: 'dev', packages: [pkg] },
    { slug: 'staging', packages: [{ ...pkg, content: 'other' }] },
  ]
  const accounts = [{ slug: 'me', key: 'my-key', role: 'Owner' }]
  const emulator = await createSeededEmulator(
    await write(JSON.stringify({ workspaces: [{ slug: 'acme', accounts, repositories }] })),
  )
  const [one, other] = [...emulator.world.packages.values()]
  expect(one?.content.facts).toMatchObject({ name: expect.stringContaining('demo'), version: expect.stringContaining('1.2.0') })
  expect(one?.content.files[0]?.blob?.sha256).not.toBe(other?.content.files[0]?.blob?.sha256)
})

test('a seed with a webhook: no ping is sent, and nobody is told of what was there from the start', async () => {
  const sent: unknown[] = []
  const deliver: typeof fetch = async (input) => {
    sent.push(input)
    return new Response()
  }
  const emulator = await createSeededEmulator(await write(yaml), { ...conformingOptions, deliver })
  await emulator.settle()
  expect(webhooksOf(emulator.world.repository({ owner: 'umbrella', repo: 'team' })).store.all()).toHaveLength(1)
  expect(sent).toEqual([])
  expect(emulator.deliveries).toEqual([])
  expect(emulator.requests.all).toEqual([])
})

test('what the API refuses when it makes something is told with its place', async () => {
  const text = yaml.replace('templates: [] }', "templates: [], package_query: 'no_such_field:1' }")
  await expect(createSeededEmulator(await write(text), conformingOptions)).rejects.toThrow(
    /workspaces\[0\]\.repositories\[1\]\.webhooks\[0\]\.package_query/,
  )
})

test('the same seed gives the same identifiers', async () => {
  const file = await write(yaml)
  const [one, other] = [await createSeededEmulator(file, conformingOptions), await createSeededEmulator(file, conformingOptions)]
  expect([...one.world.packages.keys()]).toEqual([...other.world.packages.keys()])
})

test('domains of a workspace are shown', async () => {
  const accounts = '[{ slug: me, key: my-key, role: Owner }]'
  const text = `workspaces: [{ slug: acme, accounts: ${accounts}, repositories: [dev], domains: [a.example.com, { host: b.example.com, repository: dev }] }]`
  const emulator = await createSeededEmulator(await write(text), conformingOptions)
  const response = await emulator.fetch(`${emulator.origin}/orgs/acme/custom-domains/`, { headers: { 'X-Api-Key': 'my-key' } })
  expect((await json(response)).map(({ host }: { host: string }) => host)).toEqual(['a.example.com', 'b.example.com'])
})

test('an empty seed is the default', async () => {
  const emulator = await createSeededEmulator(await write('# nothing yet\n'), conformingOptions)
  expect([...emulator.world.workspaces.keys()]).toEqual(['acme'])
})

test.each([
  ['broken YAML', 'seed: 9', 'seed: [9', 'story.yaml:'],
  ['an unknown field', 'seed: 9', 'sed: 9', 'story.yaml:31:6: sed: there is no such field; did you mean seed?'],
  ['a wrong type', 'limit: 100', 'limit: many', '30:21: rateLimit.limit: must be a number'],
  [
    'an unknown switch',
    'copyKeepsTags',
    'copyKeepsLabels',
    'switches.copyKeepsLabels: there is no such field; did you mean copyKeepsTags?',
  ],
  ['a wrong choice', 'unknownDestination: 404', 'unknownDestination: 418', 'switches.unknownDestination: must be 404 or 422'],
  ['a field that is missing', 'key: olga-key, ', '', '4:9: workspaces[0].accounts[0].key: is missing'],
  ['an account twice', 'slug: rita', 'slug: olga', 'workspaces[0].accounts[1].slug: "olga" is already an account'],
  ['nobody who may make policies', ', role: Owner', '', 'workspaces[0].accounts: one has to be an Owner or Manager'],
  [
    'a setting of another kind',
    'copy_packages: Write',
    'copy_packages: All',
    '15:70: workspaces[0].repositories[1].settings.copy_packages: "All" is not a valid choice.',
  ],
  ['a setting that there is not', 'copy_packages: Write', 'copy_pakages: Write', 'settings.copy_pakages: there is no such field'],
  [
    'a policy without its field',
    ', spdx_identifiers: [AGPL-3.0-only]',
    '',
    'policies.license[0].spdx_identifiers: This field is required.',
  ],
  [
    'an unknown user',
    'user: rita',
    'user: rico',
    '17:30: workspaces[0].repositories[1].privileges[0].user: "rico" is not in this workspace.',
  ],
  [
    'an upstream of no format',
    'format: npm, name: npmjs',
    'format: gnu, name: npmjs',
    'upstreams[0].format: is not a format that has upstreams',
  ],
  ['a misspelt field of an upstream', 'upstream_url', 'url', 'upstreams[0].url: there is no such field'],
  ['an event that there is not', "events: ['*']", 'events: [all]', 'webhooks[0].events[0]: "all" is not a valid choice.'],
  ['a file that is not there', 'file: left-pad', 'file: right-pad', 'packages[1].file: there is no such file next to the seed'],
  [
    'a package without a version',
    ', version: 4.17.20',
    '',
    '21:13: workspaces[0].repositories[1].packages[0].version: is missing',
  ],
  ['a format that is not made', 'format: deb', 'format: vsx', 'packages[5].format: packages of this format cannot be generated'],
  ['no format at all', 'format: deb', 'format: tape', 'packages[5].format: is not a format of Cloudsmith'],
  ['a misspelt format', 'format: deb', 'format: debb', 'packages[5].format: is not a format of Cloudsmith; did you mean deb?'],
  [
    'an uploader who is not there',
    'uploader: rita',
    'uploader: rico',
    'packages[1].uploader: is not an account of the workspace',
  ],
  ['no date', "'2025-12-01T00:00:00Z'", 'yesterday', 'packages[1].uploadedAt: must be a date and time'],
  [
    'a package twice',
    'name: Demo, version: 3.0.0',
    'name: Demo, version: 3.0.0 }\n          - { format: nuget, name: Demo, version: 3.0.0',
    'already exists',
  ],
])('%s is pointed at by line and field', async (_, good, bad, message) => {
  expect(yaml).toContain(good)
  const made = createSeededEmulator(await write(yaml.replace(good, bad)), conformingOptions)
  await expect(made).rejects.toThrow(SeedError)
  await expect(made).rejects.toThrow(message)
})

test.each([
  ['npm', { name: 'demo', version: 'banana' }, 'version', 'version "banana" is not a semantic version (1.0.0 would do)'],
  [
    'npm',
    { name: 'a b', version: '1.0.0' },
    'name',
    'name "a b" is not valid: use lower case letters, digits, - and _ (demo would do)',
  ],
  ['nuget', { name: 'demo', version: 'banana' }, 'version', 'which is not a version (1.0.0 would do)'],
  ['go', { name: 'example.com/demo', version: '1.0.0' }, 'version', '(v1.0.0 would do)'],
  ['composer', { name: 'demo', version: '1.0.0' }, 'name', 'name "demo" is not vendor/package (vendor/demo would do)'],
])('a package of the format %s of which %j is said is blamed on its %s', async (format, sketch, field, says) => {
  const fields = Object.entries({ format, ...sketch }).map((entry) => entry.join(': '))
  const packages = `packages:\n${fields.map((text, row) => `        ${row === 0 ? '- ' : '  '}${text}`).join('\n')}`
  const repositories = `repositories:\n    - slug: dev\n      ${packages}`
  const file = await write(`workspaces:\n  - slug: acme\n    accounts: [{ slug: me, key: k, role: Owner }]\n    ${repositories}`)
  await expect(createSeededEmulator(file, conformingOptions)).rejects.toMatchObject({
    problems: [{ field: `workspaces[0].repositories[0].packages[0].${field}`, line: field === 'name' ? 8 : 9 }],
    message: expect.stringContaining(says),
  })
})

test('nothing in a seed is a command for the terminal, and of many problems the first are told', () => {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 31) % 256)).toString()
  expect(() => parseSeed(bytes, 'story.yaml')).toThrow('story.yaml:1:1: must be an object')
  const read = () => parseSeed(`${bytes}: 1\n`.repeat(30).replaceAll('x', '\u001b[2J'), 'story.yaml')
  expect(read).toThrow(/^([^\p{C}]+\n)+story\.yaml: and \d+ more problems$/u)
  expect(read).not.toThrow(/.{15000}/s)
})

test('every problem is told at once, for programs too', () => {
  const read = () => parseSeed('seed: x\nlatency: -1\n')
  expect(read).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ field: 'latency', line: 2, column: 10 }),
        expect.objectContaining({ field: 'seed', line: 1, column: 7 }),
      ],
    }),
  )
})

test('a seed tells of releases that the service has learnt since', async () => {
  const text = `
distributions: { deb: [ubuntu/zippy] }
workspaces:
  - slug: acme
    accounts: [{ slug: me, key: my-key, role: Owner }]
    repositories:
      - { slug: dev, packages: [{ format: deb, name: acme, version: 1.0-1, fields: { distribution: ubuntu/zippy } }] }`
  const file = join(folder, 'releases.yaml')
  await writeFile(file, text)
  const emulator = await createSeededEmulator(file)
  expect([...emulator.world.packages.values()]).toHaveLength(1)
  expect(emulator.world.distributions.find(({ slug }) => slug === 'ubuntu')?.versions).toHaveProperty('zippy')

  expect(() => parseSeed('distributions: { deb: [ubuntu] }')).toThrow(
    'distributions.deb[0]: must be a distribution and its release, such as ubuntu/noble',
  )
  expect(() => parseSeed('distributions: { npm: [ubuntu/noble] }')).toThrow('is not a format with distributions')
})

test('a seed that is a list is no seed, and what leads back to itself is told by its name', () => {
  expect(() => parseSeed('- slug: acme\n', 'story.yaml')).toThrow('story.yaml:1:1: must be an object')
  expect(() => parseSeed('surprise: &a [*a]\n', 'story.yaml')).toThrow('story.yaml:1:14: surprise: there is no such field')
})

test('what is wrong with a template is told in one line', async () => {
  const text = yaml.replace(
    'templates: [] }',
    "templates: [{ event: '*', template: '{{#if data}}\\n{{/each}}' }], request_body_format: 3 }",
  )
  const message = await createSeededEmulator(await write(text), conformingOptions).catch((error: Error) => error.message)
  expect(message).toContain('templates[0].template: ')
  expect(message).not.toMatch(/\n|\\u\{/)
})

test('a seed that grows beyond all bounds by its aliases is told so', () => {
  const rows = Array.from({ length: 9 }, (_, row) => `a${row}: &a${row} [${`*a${row - 1}, `.repeat(row === 0 ? 0 : 10)}x]`)
  expect(() => parseSeed(rows.join('\n'))).toThrow(/^seed:1:1: has aliases that are undefined, or expand to too much$/)
})

test('the schema for editors is the one that files are checked with', async () => {
  const file = new URL('../../seed.schema.json', import.meta.url)
  const schema = `${JSON.stringify(seedSchemaDocument(), null, 2)}\n`
  // Run with UPDATE=1 to write it.
  if (process.env.UPDATE) await writeFile(file, schema)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(schema))
})

test('the example of the README is a seed', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
  expect(parseSeed(example).content.workspaces).toHaveLength(1)
  const withoutFile = example.replace(/^.*dist\/demo.*\n/m, '')
  const emulator = await createSeededEmulator(await write(withoutFile), conformingOptions)
  expect(emulator.world.packages.size).toBe(1)
})
