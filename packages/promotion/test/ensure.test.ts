import { Cloudsmith } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { ensure, ensureText } from '../src/ensure/index.ts'
import { definePipeline, type StageDefinition } from '../src/index.ts'
import { story } from './story.ts'

const npmjs = { format: 'npm', name: 'npmjs', url: 'https://npm.example.com' } as const
const pypi = { format: 'python', name: 'PyPI', url: 'https://pypi.example.com' } as const

const pipeline = (dev: Partial<StageDefinition> = {}, live: Partial<StageDefinition> = {}) =>
  definePipeline({
    owner: 'acme',
    stages: [
      { repository: 'next-dev', upstreams: [npmjs, pypi], ...dev },
      { name: 'live', repository: 'next-live', ...live },
    ],
  })

const created = [
  { stage: 'next-dev', repository: 'next-dev', what: 'repository' },
  { stage: 'next-dev', repository: 'next-dev', what: 'upstream', upstream: npmjs },
  { stage: 'next-dev', repository: 'next-dev', what: 'upstream', upstream: pypi },
  { stage: 'live', repository: 'next-live', what: 'repository' },
]

/** The upstreams of a repository, of the formats that the pipeline names. */
async function upstreamsOf({ repos: { upstreams } }: Cloudsmith, repo: string) {
  const formats = ['npm', 'python'] as const
  const lists = await Promise.all(formats.map((format) => upstreams[format].list({ owner: 'acme', repo }).toArray()))
  return lists.flatMap((list, index) =>
    list.map(({ upstream_url, mode, is_active }) => [formats[index], upstream_url, mode, is_active]),
  )
}

test('what is missing is created: private repositories, and upstreams where they are wanted', async () => {
  const { cloudsmith, emulator } = await story()
  expect(await ensure(cloudsmith, pipeline())).toEqual({ owner: 'acme', dryRun: false, created, differs: [] })

  const [dev, live] = ['next-dev', 'next-live'].map((repo) => emulator.world.repository({ owner: 'acme', repo }))
  expect(dev?.settings).toMatchObject({ name: 'next-dev', repository_type_str: 'Private' })
  expect(await upstreamsOf(cloudsmith, 'next-dev')).toEqual([
    ['npm', npmjs.url, 'Cache and Proxy', true],
    ['python', pypi.url, 'Cache and Proxy', true],
  ])
  expect(live?.settings.name).toBe('next-live')
  expect(await upstreamsOf(cloudsmith, 'next-live')).toEqual([])
})

test('a second call, and a dry run, write nothing', async () => {
  const { cloudsmith, emulator } = await story()
  expect(await ensure(cloudsmith, pipeline(), { dryRun: true })).toEqual({ owner: 'acme', dryRun: true, created, differs: [] })
  expect(emulator.requests.writes).toEqual([])

  await ensure(cloudsmith, pipeline())
  emulator.requests.clear()
  const again = await ensure(cloudsmith, pipeline())
  expect(again).toMatchObject({ created: [], differs: [] })
  expect(emulator.requests.writes).toEqual([])
  expect(ensureText(again)).toBe('acme: every repository is as the pipeline wants it')
})

test('only what a stage lacks is created', async () => {
  const { cloudsmith } = await story()
  await ensure(cloudsmith, pipeline({ upstreams: [npmjs] }))
  expect(await ensure(cloudsmith, pipeline())).toMatchObject({ created: [{ what: 'upstream', upstream: pypi }], differs: [] })
})

test('what stages share is one repository, with what any of them wants', async () => {
  const { cloudsmith } = await story()
  const stages = [
    { name: 'next', repository: 'next', tag: 'next', upstreams: [npmjs] },
    { name: 'live', repository: 'next', tag: 'live', upstreams: [npmjs, pypi] },
  ]
  const sharing = definePipeline({ owner: 'acme', stages })
  const { created } = await ensure(cloudsmith, sharing)
  expect(created.map(({ stage, what }) => [stage, what])).toEqual([
    ['next, live', 'repository'],
    ['next, live', 'upstream'],
    ['next, live', 'upstream'],
  ])
  expect(await ensure(cloudsmith, sharing)).toMatchObject({ created: [], differs: [] })
})

test('what differs is told, and left as it is', async () => {
  const { cloudsmith, emulator } = await story()
  const place = { owner: 'acme', name: 'next-live', slug: 'next-live' }
  await cloudsmith.repos.create({ ...place, repository_type_str: 'Public' })
  await cloudsmith.repos.retention.update({
    ...{ owner: 'acme', repo: 'next-live', retention_enabled: true, retention_count_limit: 5 },
    ...{ retention_days_limit: 0, retention_size_limit: 0 },
  })
  const live = { owner: 'acme', repo: 'next-live' }
  await cloudsmith.repos.upstreams.npm.create({ ...live, name: 'npmjs', upstream_url: npmjs.url })
  await cloudsmith.repos.upstreams.deb.create({
    ...live,
    name: 'Debian',
    upstream_url: 'https://deb.example.com',
    distro_versions: ['debian/bookworm'],
  })
  await ensure(cloudsmith, pipeline({ upstreams: [{ ...npmjs, url: 'https://old.example.com' }] }, { retention: 'warn' }))
  emulator.requests.clear()

  const ensured = await ensure(cloudsmith, pipeline({ upstreams: [npmjs] }, { retention: 'block' }))

  expect(ensured).toEqual({
    owner: 'acme',
    dryRun: false,
    created: [],
    differs: [
      { stage: 'next-dev', what: 'npm upstream npmjs', is: 'https://old.example.com', wanted: npmjs.url },
      { stage: 'live', what: 'type', is: 'Public', wanted: 'Private' },
      { stage: 'live', what: 'retention', is: 'limited to 5 packages', wanted: 'nothing deleted on arrival' },
      { stage: 'live', what: 'deb upstream Debian', is: 'https://deb.example.com', wanted: 'none' },
      { stage: 'live', what: 'npm upstream npmjs', is: npmjs.url, wanted: 'none' },
    ],
  })
  expect(emulator.requests.writes).toEqual([])
  expect(ensureText(ensured).split('\n').slice(0, 2)).toEqual([
    'acme: created 0 repositories and 0 upstreams; 5 differences left unchanged',
    '  next-dev: npm upstream npmjs is https://old.example.com, but should be https://npm.example.com',
  ])
})

test('an upstream that needs a distribution is asked of a person', async () => {
  const { cloudsmith } = await story()
  const debian = { format: 'deb', name: 'Debian', url: 'https://deb.example.com' } as const
  const { created: made, differs } = await ensure(cloudsmith, pipeline({ upstreams: [debian] }))
  expect(made.map(({ what }) => what)).toEqual(['repository', 'repository'])
  expect(differs).toMatchObject([{ what: 'deb upstream Debian', is: 'missing' }])
})

test('two at once end with one of each, and neither fails', async () => {
  const { cloudsmith, emulator } = await story()
  const both = await Promise.all([ensure(cloudsmith, pipeline()), ensure(cloudsmith, pipeline())])
  expect(both.flatMap(({ differs }) => differs)).toEqual([])
  expect(both.flatMap((each) => each.created)).toHaveLength(created.length)
  const refused = emulator.requests.writes.filter(({ status = 0 }) => status >= 400)
  expect(refused.length).toBeGreaterThan(0)
  expect(await upstreamsOf(cloudsmith, 'next-dev')).toHaveLength(2)
})

test('cut off after it has created something, it tells what, and goes on when it is called again', async () => {
  const { cloudsmith, emulator } = await story()
  const cut = new AbortController()
  const watched = new Cloudsmith({
    ...{ apiKey: 'emulator-admin-key', clock: emulator.clock },
    async fetch(...request) {
      if (emulator.requests.writes.length > 0) cut.abort(new Error('SIGINT was received.'))
      return emulator.fetch(...request)
    },
  })
  await expect(ensure(watched, pipeline(), { signal: cut.signal })).rejects.toMatchObject({
    name: 'EnsureInterruptedError',
    message: expect.stringContaining('interrupted after it had created 1 repository and 0 upstreams'),
    ensured: { created: [{ what: 'repository' }] },
  })
  expect((await ensure(cloudsmith, pipeline())).created).toHaveLength(created.length - 1)
})

test('a lost answer is no reason to give up, a refusal is', async () => {
  const { cloudsmith, emulator } = await story()
  emulator.faults.add({ operation: 'repos_create', when: 'after', status: 500 })
  expect(await ensure(cloudsmith, pipeline())).toMatchObject({ differs: [] })

  const stranger = new Cloudsmith({ apiKey: 'emulator-read-key', clock: emulator.clock })
  const another = definePipeline({ owner: 'acme', stages: [{ repository: 'other' }, { repository: 'another' }] })
  await expect(ensure(stranger, another)).rejects.toMatchObject({ status: expect.any(Number) })
})
