import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { npmPackage } from '../../testing.ts'
import type { PackageRecord } from '../../world/records.ts'
import { denyPoliciesOf } from '../policies/records.ts'
import { mostKept, writtenOf } from './written.ts'

const lists = [
  '/packages/acme/dev/',
  '/packages/acme/staging/',
  '/packages/acme/dev/?include_connected_repositories=true',
  '/packages/acme/',
]

/** Two repositories, one of which also shows the packages of the other. */
async function listed() {
  const told = story()
  const { emulator, admin } = told
  const { world } = emulator
  const [dev, staging] = ['dev', 'staging'].map((repo) => world.repository({ owner: 'acme', repo }))
  if (dev === undefined || staging === undefined) throw new Error('unreachable: there are two')
  for (const version of ['1.0.0', '1.1.0']) await emulator.add('acme/dev', npmPackage({ name: 'tool', version, license: 'MIT' }))
  await emulator.add('acme/staging', npmPackage({ name: 'tool', version: '1.0.0' }), { tags: ['checked'] })
  await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'staging', is_active: true })

  const list = () => Promise.all(lists.map(async (path) => (await admin('GET', path)).body))
  /** The lists as they are without a cache. */
  const anew = () => {
    writtenOf(world).clear()
    return list()
  }
  const [pkg] = dev.packages.oldest(0, 1)
  if (pkg === undefined) throw new Error('unreachable: there are packages')
  return { ...told, world, dev, staging, pkg, list, anew }
}

type Listed = Awaited<ReturnType<typeof listed>>

/** Fields that no view shows, that cannot change, or that only decide the order. */
type Unseen = 'slugPerm' | 'content' | 'arrival' | 'parts' | 'republish' | 'lastDownloadedAt'

const ofThePackage = {
  slug: ({ pkg }) => (pkg.slug = 'another'),
  repository: ({ pkg, staging }) => (pkg.repository = staging),
  uploader: ({ pkg, world }) =>
    (pkg.uploader = [...world.accounts.values()].find((account) => account !== pkg.uploader) ?? pkg.uploader),
  uploadedAt: ({ pkg }) => (pkg.uploadedAt += 1),
  sync: ({ pkg }) => (pkg.sync = { ...pkg.sync, state: 'failed', reason: 'it broke' }),
  scanning: ({ pkg }) => (pkg.scanning = { ...pkg.scanning, status: 'Security Scanning Failed' }),
  tags: ({ pkg }) => (pkg.tags = ['fresh']),
  immutableTags: ({ pkg }) => (pkg.immutableTags = ['fresh']),
  isQuarantined: ({ pkg }) => (pkg.isQuarantined = true),
  isMalware: ({ pkg }) => (pkg.isMalware = true),
  isHidden: ({ pkg }) => (pkg.isHidden = true),
  isDeleting: ({ pkg }) => (pkg.isDeleting = true),
  violations: ({ pkg }) => (pkg.violations = [{ kind: 'license', policy: 'p', quarantines: false }]),
  license: ({ pkg }) => (pkg.license = { spdx: 'ISC', override: null }),
  downloads: ({ pkg }) => (pkg.downloads += 1),
} satisfies Record<Exclude<keyof PackageRecord, Unseen>, (told: Listed) => unknown>

const ofItsContent = {
  'what its files say': ({ pkg: { content } }) => {
    if (content.facts) content.facts = { ...content.facts, summary: 'A tool.' }
  },
  'a file that is not there any more': ({ pkg: { content } }) => delete content.files[0]?.blob,
  'how many packages have its files': ({ pkg: { content } }) => {
    if (content.files[0]?.blob) content.files[0].blob.references += 1
  },
} satisfies Record<string, (told: Listed) => unknown>

const ofWhatIsAround = {
  'what the repository is called': ({ dev }) => (dev.settings = { ...dev.settings, slug: 'renamed' }),
  'who may see the repository': ({ dev }) => (dev.settings = { ...dev.settings, repository_type_str: 'Public' }),
  'a newer version beside it': ({ emulator }) => emulator.add('acme/dev', npmPackage({ name: 'tool', version: '2.0.0' })),
  'where the API is': ({ emulator }) => (emulator.origin = 'http://localhost:1234'),
} satisfies Record<string, (told: Listed) => unknown>

describe('a list of packages shows what has changed since the last', () => {
  test.each(Object.entries({ ...ofThePackage, ...ofItsContent }))('of a package: %s', async (_, change) => {
    const told = await listed()
    const before = await told.list()

    change(told)

    const after = await told.list()
    expect(after).toEqual(await told.anew())
    expect(after).not.toEqual(before)
  })

  test.each(Object.entries(ofWhatIsAround))('around it: %s', async (_, change) => {
    const told = await listed()
    const before = await told.list()

    await change(told)

    const after = await told.list()
    expect(after).toEqual(await told.anew())
    expect(after).not.toEqual(before)
  })

  test.each(['dev', 'staging'] as const)('seen from the repository beside it, where %s is called otherwise', async (repo) => {
    const told = await listed()
    const seen = async () => (await told.admin('GET', '/packages/acme/dev/?include_connected_repositories=true')).body
    await seen()

    told[repo].settings = { ...told[repo].settings, slug: 'renamed' }
    const after = await seen()

    writtenOf(told.world).clear()
    expect(after).toEqual(await seen())
    expect(after).toHaveLength(3)
  })

  test('where something becomes known of a file that is not there', async () => {
    const { pkg, staging, list, anew } = await listed()
    const [file] = pkg.content.files
    const told = staging.packages.oldest(0, 1)[0]?.content.files[0]?.blob
    if (file === undefined || told === undefined) throw new Error('unreachable: both packages have a file')
    delete file.blob
    await list()

    file.told = told

    expect(await list()).toEqual(await anew())
    expect((await list())[0]?.at(-1)).toMatchObject({ checksum_sha256: told.sha256 })
  })

  test('where copies of what is in quarantine are allowed', async () => {
    const { emulator, list, anew, pkg } = await listed()
    pkg.isQuarantined = true
    await list()

    emulator.switches.quarantinedCopy = 'released'

    expect(await list()).toEqual(await anew())
    expect((await list())[0]?.at(-1)).toMatchObject({ is_quarantined: true, is_copyable: true })
  })

  test('where a policy denies it, and where the policy is gone', async () => {
    const { emulator, admin, world, list, anew } = await listed()
    await list()
    const { body } = await admin('POST', '/orgs/acme/deny-policy/', { package_query_string: 'version:1.0.0' })
    await emulator.settle()

    expect(await list()).toEqual(await anew())
    expect((await list())[0]).toMatchObject([{ policy_violated: false }, { policy_violated: true, is_downloadable: false }])

    await admin('DELETE', `/orgs/acme/deny-policy/${body.slug_perm}/`)
    expect(denyPoliciesOf(world.workspace('acme')).size).toBe(0)
    expect(await list()).toEqual(await anew())
  })

  test('after anything that callers do', async () => {
    const step = fc.record({
      repo: fc.constantFrom('dev', 'staging'),
      at: fc.nat({ max: 9 }),
      deed: fc.oneof(
        fc.record({ path: fc.constant('tag/'), body: fc.constantFrom({ action: 'Add', tags: ['a'] }, { action: 'Clear' }) }),
        fc.record({ path: fc.constant('quarantine/'), body: fc.constantFrom({}, { release: true }) }),
        fc.record({ path: fc.constant('copy/'), body: fc.constant({ destination: 'staging', republish: true }) }),
        fc.record({ path: fc.constant('move/'), body: fc.constant({ destination: 'staging' }) }),
        fc.record({ path: fc.constantFrom('resync/', 'scan/'), body: fc.constant({}) }),
        fc.constant({ path: '', body: undefined }),
      ),
      waits: fc.constantFrom(0, 100, 5_000, 3_600_000),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { emulator, admin, world, list, anew } = await listed()
        for (const { repo, at, deed, waits } of steps) {
          const there = [...world.repository({ owner: 'acme', repo }).packages.all()]
          const path = `/packages/acme/${repo}/${there[at % there.length]?.slugPerm}/${deed.path}`
          await admin(deed.path === '' ? 'DELETE' : 'POST', path, deed.body)
          if (waits > 0) await emulator.clock.advance(waits)
          expect(await list()).toEqual(await anew())
        }
      }),
      { numRuns: 15 },
    )
  })
})

test('Of packages that were listed, the latest few thousand are kept as they were written', async () => {
  const { emulator, admin } = story()
  const variants = Array.from({ length: mostKept + 500 }, (_, index) => ({ name: `tool-${index}`, version: '1.0.0' }))
  await emulator.addMany('acme/dev', npmPackage({ name: 'tool', version: '1.0.0' }), variants)
  const page = (number: number) => admin('GET', `/packages/acme/dev/?page_size=500&page=${number}`)

  for (let number = 1; number <= mostKept / 500; number++) await page(number)
  const kept = [...writtenOf(emulator.world).keys()]
  await page(mostKept / 500 + 1)

  expect(kept).toHaveLength(mostKept)
  const [first, ...later] = writtenOf(emulator.world).keys()
  expect(first).toBe(kept[500])
  expect(later).toHaveLength(mostKept - 1)
})
