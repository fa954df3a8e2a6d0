import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Json } from '../../test/json.ts'
import { createSeededEmulator, SeedError } from '../seed.ts'
import { npmPackage } from '../testing.ts'

const accounts = [
  { slug: 'olga', key: 'olga-key', role: 'Owner' },
  { slug: 'rita', key: 'rita-key', privilege: 'Read' },
]

/** A seed with one of everything. */
const whole = () => ({
  workspaces: [
    {
      slug: 'umbrella',
      accounts: structuredClone(accounts),
      domains: ['a.example.com', { host: 'b.example.com', repository: 'team' }],
      policies: {
        license: [{ name: 'No copyleft', spdx_identifiers: ['AGPL-3.0-only'], package_query_string: 'format:npm' }],
        vulnerability: [{ name: 'No critical', min_severity: 'High' }],
        deny: [{ name: 'No pads', package_query_string: 'name:left-pad' }],
      },
      repositories: [
        'inbox',
        {
          slug: 'team',
          settings: { description: 'What the team makes', copy_packages: 'Write' },
          retention: { retention_enabled: true, retention_count_limit: 7 },
          privileges: [{ user: 'rita', privilege: 'Write' }],
          upstreams: [{ format: 'npm', name: 'npmjs', upstream_url: 'https://registry.example.com' }],
          webhooks: [{ target_url: 'https://hooks.example.com/a', events: ['*'], templates: [] as Json[] }],
          packages: [
            { format: 'npm', name: 'lodash', version: '4.17.20', license: 'MIT', tags: ['old'] },
            { format: 'npm', file: 'left-pad-1.3.0.tgz', uploader: 'rita', uploadedAt: '2025-12-01T00:00:00Z' },
            { format: 'deb', name: 'demo', version: '4.0.0', fields: { distribution: 'debian/bookworm' } },
          ],
        },
      ],
    },
  ],
  switches: { copyKeepsTags: false },
  timings: { scan: 5, webhookRetries: [1, 2] },
  latency: 1,
  rateLimit: { limit: 100 },
  seed: 9,
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-seed-'))
  const { filename, bytes } = npmPackage({ name: 'left-pad', version: '1.3.0' })
  await writeFile(join(folder, filename), bytes)
  await writeFile(join(folder, 'broken.tgz'), bytes.subarray(0, 99))
  await mkdir(join(folder, 'folder.tgz'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Seeds an emulator that must not send anything. */
async function seed(content: object) {
  const file = join(folder, 'story.json')
  await writeFile(file, JSON.stringify(content, null, 2))
  const deliver = vi.fn<typeof fetch>(async () => new Response())
  const network = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'))
  try {
    const emulator = await createSeededEmulator(file, { deliver })
    await emulator.settle()
  } finally {
    expect(deliver).not.toHaveBeenCalled()
    expect(network).not.toHaveBeenCalled()
    network.mockRestore()
  }
}

const workspace = 'workspaces[0]'
const team = `${workspace}.repositories[1]`

/** Stands for a field that is removed. */
const gone = Symbol('gone')

type Fault = [what: string, field: string, value: unknown, says: string, blamed?: string]

const faults: readonly Fault[] = [
  ['a workspace of another kind', workspace, 7, 'must be an object'],
  ['a workspace that is a list', workspace, ['umbrella'], 'must be an object'],
  ['a workspace without a slug', `${workspace}.slug`, gone, 'is missing'],
  ['a workspace whose slug is none', `${workspace}.slug`, 'a/b', 'may have'],
  ['a workspace without accounts', `${workspace}.accounts`, gone, 'is missing'],
  ['a workspace with accounts that are none', `${workspace}.accounts`, [], 'must have at least one account'],
  ['a field that workspaces do not have', `${workspace}.surprise`, 1, 'there is no such field'],

  ['an account without a key', `${workspace}.accounts[1].key`, gone, 'is missing'],
  [
    'an account with a role that there is not',
    `${workspace}.accounts[1].role`,
    'King',
    'must be Owner, Manager, Member or Collaborator',
  ],
  ['a privilege that there is not', `${workspace}.accounts[1].privilege`, 'All', 'must be Admin, Write, Read or None'],
  ['a field that accounts do not have', `${workspace}.accounts[1].surprise`, 1, 'there is no such field'],
  ['a key that another account has', `${workspace}.accounts[1].key`, 'olga-key', 'is the key of another account'],

  ['a domain of another kind', `${workspace}.domains[0]`, 7, 'must be a host name or a domain'],
  ['a domain without a host', `${workspace}.domains[1].host`, gone, 'is missing'],
  [
    'a domain of a repository that there is not',
    `${workspace}.domains[1].repository`,
    'nowhere',
    'there is no repository "nowhere": only inbox, team',
  ],
  ['a field that domains do not have', `${workspace}.domains[1].surprise`, 1, 'there is no such field'],

  ['policies of no kind', `${workspace}.policies.surprise`, [], 'there is no such field'],
  [
    'a licence that SPDX does not know',
    `${workspace}.policies.license[0].spdx_identifiers`,
    ['NONE-9'],
    '"NONE-9" is not a licence of the SPDX list',
  ],
  ['a licence policy without a name', `${workspace}.policies.license[0].name`, gone, 'This field is required.'],
  ['a field that licence policies do not have', `${workspace}.policies.license[0].surprise`, 1, 'there is no such field'],
  ['a query that cannot be read', `${workspace}.policies.license[0].package_query_string`, 'no_such_field:1', 'no_such_field'],
  [
    'a severity that there is not',
    `${workspace}.policies.vulnerability[0].min_severity`,
    'Grave',
    '"Grave" is not a valid choice.',
  ],
  ['a vulnerability policy without a name', `${workspace}.policies.vulnerability[0].name`, gone, 'This field is required.'],
  [
    'a field that vulnerability policies do not have',
    `${workspace}.policies.vulnerability[0].surprise`,
    1,
    'there is no such field',
  ],
  ['a deny policy without a query', `${workspace}.policies.deny[0].package_query_string`, gone, 'This field is required.'],
  [
    'a deny policy whose query cannot be read',
    `${workspace}.policies.deny[0].package_query_string`,
    'name:(',
    'Cannot read the query',
  ],
  ['a field that deny policies do not have', `${workspace}.policies.deny[0].surprise`, 1, 'there is no such field'],

  ['a repository of another kind', `${workspace}.repositories[0]`, 7, 'must be a slug or a repository'],
  ['a repository whose slug is none', `${workspace}.repositories[0]`, 'a/b', 'may have'],
  ['a repository with settings whose slug is none', `${team}.slug`, 'a b', 'may have'],
  ['a repository without a slug', `${team}.slug`, gone, 'is missing'],
  ['a repository twice', `${workspace}.repositories[0]`, 'team', '"team" is already a repository', team],
  ['a field that repositories do not have', `${team}.surprise`, 1, 'there is no such field'],

  ['a setting that is wrong', `${team}.settings.copy_packages`, 'All', '"All" is not a valid choice.'],
  ['a setting that there is not', `${team}.settings.surprise`, 1, 'there is no such field'],
  [
    'a setting that would move the repository',
    `${team}.settings.slug`,
    'elsewhere',
    'the slug belongs next to the settings, not into them',
  ],
  ['a limit of retention that is wrong', `${team}.retention.retention_count_limit`, 'many', 'A valid integer is required.'],
  [
    'a query of retention that cannot be read',
    `${team}.retention.retention_package_query_string`,
    'name:(',
    'Cannot read the query',
  ],
  ['a field that retention does not have', `${team}.retention.surprise`, 1, 'there is no such field'],

  ['a privilege in a repository that there is not', `${team}.privileges[0].privilege`, 'All', 'must be Admin, Write or Read'],
  ['a grant of nothing', `${team}.privileges[0].privilege`, gone, 'is missing'],
  ['a grant to somebody who is not there', `${team}.privileges[0].user`, 'rico', '"rico" is not in this workspace.'],
  ['a grant to nobody', `${team}.privileges[0].user`, gone, '', `${team}.privileges[0]`],
  [
    'a grant to a team that there is not',
    `${team}.privileges[0]`,
    { team: 'ghosts', privilege: 'Read' },
    'ghosts',
    `${team}.privileges[0].team`,
  ],
  [
    'a grant to a service that there is not',
    `${team}.privileges[0]`,
    { service: 'ghost', privilege: 'Read' },
    'ghost',
    `${team}.privileges[0].service`,
  ],
  ['a field that grants do not have', `${team}.privileges[0].surprise`, 1, 'there is no such field'],

  ['an upstream of no format', `${team}.upstreams[0].format`, 'gnu', 'is not a format that has upstreams'],
  ['an upstream without a format', `${team}.upstreams[0].format`, gone, 'is missing'],
  ['an upstream without a URL', `${team}.upstreams[0].upstream_url`, gone, 'This field is required.'],
  ['an upstream whose URL is none', `${team}.upstreams[0].upstream_url`, 'nowhere', 'Enter a valid URL.'],
  ['an upstream with a mode that there is not', `${team}.upstreams[0].mode`, 'Fast', '"Fast" is not a valid choice.'],
  ['a field that upstreams do not have', `${team}.upstreams[0].surprise`, 1, 'there is no such field'],

  ['a webhook without a URL', `${team}.webhooks[0].target_url`, gone, 'This field is required.'],
  ['a webhook for an event that there is not', `${team}.webhooks[0].events[0]`, 'all', '"all" is not a valid choice.'],
  ['a webhook whose query cannot be read', `${team}.webhooks[0].package_query`, 'no_such_field:1', 'no_such_field'],
  ['a field that webhooks do not have', `${team}.webhooks[0].surprise`, 1, 'there is no such field'],
  [
    'a webhook whose template cannot be read, which takes time to find',
    `${team}.webhooks[0]`,
    {
      target_url: 'https://hooks.example.com/',
      events: ['*'],
      templates: [{ event: 'package.synced', template: '{{#if}}' }],
      request_body_format: 3,
    },
    '',
    `${team}.webhooks[0].templates[0].template`,
  ],

  ['a package of another kind', `${team}.packages[0]`, 'lodash', 'must be an object'],
  ['a package without a format', `${team}.packages[0].format`, gone, 'is missing'],
  ['a package of no format', `${team}.packages[0].format`, 'tape', 'is not a format of Cloudsmith'],
  ['a package of a format that is not made', `${team}.packages[0].format`, 'vsx', 'packages of this format cannot be generated'],
  ['a package without a name', `${team}.packages[0].name`, gone, 'is missing'],
  ['a package without a version', `${team}.packages[0].version`, gone, 'is missing'],
  ['a field that packages do not have', `${team}.packages[0].surprise`, 1, 'there is no such field'],
  ['a tag that is none', `${team}.packages[0].tags[0]`, '', 'must not be empty'],
  [
    'an uploader who is not there',
    `${team}.packages[1].uploader`,
    'rico',
    'is not an account of the workspace, which has olga, rita',
  ],
  ['a date that is none', `${team}.packages[1].uploadedAt`, '2025-02-30T99:00:00Z', 'must be a date and time'],
  ['a file that is not there', `${team}.packages[1].file`, 'right-pad.tgz', 'there is no such file next to the seed'],
  ['a file that is a folder', `${team}.packages[1].file`, 'folder.tgz', 'is a folder'],
  ['a package file that is broken', `${team}.packages[1].file`, 'broken.tgz', 'broken.tgz does not synchronise'],
  ['a field of the upload that there is not', `${team}.packages[2].fields.surprise`, 1, 'there is no such field'],
  ['a field of the upload that is wrong', `${team}.packages[2].fields.distribution`, 7, 'Not a valid string.'],
  ['a distribution that its format does not have', `${team}.packages[2].fields.distribution`, 'nowhere', 'is not a distribution'],
  ['a package twice', `${team}.packages[1]`, { format: 'npm', name: 'lodash', version: '4.17.20' }, 'already exists'],

  ['a switch that there is not', 'switches.surprise', true, 'there is no such field'],
  ['switches that are a list', 'switches', [true], 'must be an object'],
  ['a switch of another kind', 'switches.copyKeepsTags', 'no', 'must be true or false'],
  ['a timing that there is not', 'timings.surprise', 1, 'there is no such field'],
  ['a timing in the past', 'timings.scan', -5, 'must not be negative'],
  ['retries that are no list', 'timings.webhookRetries', 3, 'must be a list of numbers'],
  ['a latency of another kind', 'latency', 'short', 'must be a number'],
  ['no requests at all', 'rateLimit.limit', 0, 'must be at least 1'],
  ['a field that rate limits do not have', 'rateLimit.surprise', 1, 'there is no such field'],
  ['half a seed', 'seed', 0.5, 'must be a whole number'],
  ['a field that seeds do not have', 'surprise', 1, 'there is no such field'],
]

test.each(faults)('%s is told with line and field', async (_, field, value, says, blamed = field) => {
  const content: Json = whole()
  const keys = field.split(/[.[\]]+/).filter((key) => key !== '')
  const last = keys.pop() ?? ''
  const holder = keys.reduce((inner, key) => inner[key], content)
  if (value === gone) delete holder[last]
  else holder[last] = value

  const error: unknown = await seed(content).catch((thrown: unknown) => thrown)

  expect(error).toBeInstanceOf(SeedError)
  const { problems } = error as SeedError
  const found = problems.find((problem) => problem.field === blamed || problem.field.startsWith(`${blamed}[`))
  expect(found?.message, JSON.stringify(problems)).toContain(says)
  expect(found?.line).toBe(lineOf(content, value === gone ? field.replace(/\.\w+$/, '') : blamed))
})

/** The line of a field, found independently with a marker in its place. */
function lineOf(content: Json, field: string): number {
  const keys = field.split(/[.[\]]+/).filter((key) => key !== '')
  const copy = structuredClone(content)
  const last = keys.pop() ?? ''
  const holder = keys.reduce((inner, key) => inner[key], copy)
  holder[last] = 'the mark'
  return (
    JSON.stringify(copy, null, 2)
      .split('\n')
      .findIndex((line) => line.includes('the mark')) + 1
  )
}

test('what is right is taken in, and nobody is told', async () => {
  await seed(whole())
})
