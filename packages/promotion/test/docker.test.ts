import { InvalidRequestError, type Package } from '@cloudsmith-sdk/client'
import { type DockerIndexOptions, dockerImage, dockerIndex, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { autopromote, planEdge } from '../src/automation/index.ts'
import { type Approval, approval, type Plan, type PlanOptions } from '../src/index.ts'
import { imagesOf, type Registry, RegistryError } from '../src/registry/index.ts'
import { type Stock, stock } from './stock.ts'

const key = 'emulator-read-key'
const registry: Registry = { credential: key }
const name = 'team/api'

/** Repositories in which images are, the first one tagged `rc`, and a way to plan that one alone. */
async function images(fixtures: readonly PackageFixture[], more: Partial<Stock> = {}) {
  const world = await stock(more)
  const { cloudsmith, emulator } = world
  const rows: Package[] = []
  for (const [place, fixture] of fixtures.entries())
    rows.push(await emulator.add('acme/dev', fixture, place === 0 ? { tags: ['rc'] } : {}))
  const [row] = rows as [Package, ...Package[]]
  const digests = rows.slice(1).map(({ version }) => version ?? '')
  const planned = (options: Partial<PlanOptions> = {}) => world.planned({ select: { tag: 'rc' }, registry, ...options })
  const quarantine = (each: Package | undefined) =>
    cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: each?.slug_perm ?? '' })
  return { ...world, rows, row, digests, planned, quarantine }
}

/** All of an image for several platforms, the index first. */
function whole(options: Partial<DockerIndexOptions> = {}): PackageFixture[] {
  const { index, images: parts } = dockerIndex({ name, tag: '1.2', ...options })
  return [index, ...parts]
}

/** A fetch that stands before the real one, and keeps what it was asked. */
function between(answer: (request: Request) => Response | Promise<Response> | undefined) {
  const asked: { url: string; authorization: string | null }[] = []
  const fetch = async (request: Request) => {
    asked.push({ url: request.url, authorization: request.headers.get('authorization') })
    return (await answer(request)) ?? globalThis.fetch(request)
  }
  return { fetch, asked }
}

const outcomes = (items: readonly { package: { version: string }; outcome: string }[]) =>
  Object.fromEntries(items.map(({ package: { version }, outcome }) => [version, outcome]))

describe('F17 an image for several platforms', () => {
  test('goes with the images of its platforms, though only the index was selected', async () => {
    const { planned, applied, contents, row, digests } = await images([
      ...whole(),
      dockerImage({ name, tag: 'other', architecture: 's390x' }),
    ])

    const plan = await planned()
    expect(outcomes(plan.items)).toEqual({
      [row.version ?? '']: 'promote',
      [digests[0] ?? '']: 'promote',
      [digests[1] ?? '']: 'promote',
    })
    expect(plan.estimates.read.source).toBe(1)
    expect((await applied(plan)).outcome).toBe('succeeded')
    expect(contents('staging')).toHaveLength(3)
  })

  test('goes by itself where pipelines are automated, and is planned so for whoever applies elsewhere', async () => {
    const { pipeline, cloudsmith, contents } = await images(whole())
    const edge = { from: 'dev', to: 'staging' }
    expect((await planEdge(cloudsmith, pipeline, { edge, registry })).items.map(({ outcome }) => outcome)).toEqual(
      Array(3).fill('promote'),
    )
    const onError = (error: unknown) => {
      throw error
    }
    const [report] = await autopromote(pipeline, cloudsmith, { edges: [edge], registry, onError }).reconcile()
    expect(report?.outcome).toBe('succeeded')
    expect(contents('staging')).toHaveLength(3)
  })

  test('the images are part of what is approved', async () => {
    const [index, first, second] = whole() as [PackageFixture, PackageFixture, PackageFixture]
    const { planned, emulator } = await images([index, first, second])
    const before = await planned()
    await emulator.add('acme/staging', first)
    const after = await planned()
    expect(after.digest).not.toBe(before.digest)
    expect(Object.values(outcomes(after.items)).toSorted()).toEqual(['already there', 'promote', 'promote'])
  })

  test('F74 where an earlier promotion left the images behind, they follow', async () => {
    const fixtures = whole()
    const { planned, applied, contents, emulator } = await images(fixtures)
    await emulator.add('acme/staging', fixtures[0] as PackageFixture)
    const plan = await planned()
    expect(Object.values(outcomes(plan.items)).toSorted()).toEqual(['already there', 'promote', 'promote'])
    expect((await applied(plan)).outcome).toBe('succeeded')
    expect(contents('staging')).toHaveLength(3)
  })

  test('with an index inside of the index, all of it goes', async () => {
    const { planned, rows } = await images(whole({ nested: true }))
    const { items } = await planned()
    expect(rows).toHaveLength(4)
    expect(outcomes(items)).toEqual(Object.fromEntries(rows.map(({ version }) => [version, 'promote'])))
  })

  test('an attestation is one of its images', async () => {
    const { planned, digests, cloudsmith, emulator, rows } = await images(
      whole({ images: [{ architecture: 'amd64' }, { architecture: 'unknown' }] }),
    )
    expect(rows[0]?.architectures).toHaveLength(1)
    expect((await planned()).items).toHaveLength(3)
    await cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: rows[2]?.slug_perm ?? '' })
    await emulator.settle()
    const reasons = (await planned()).items.flatMap((item) => (item.outcome === 'blocked' ? item.reasons : []))
    expect(reasons).toEqual([expect.stringContaining(`sha256:${digests[1]}`)])
  })

  test('its images are found with one question, however many there are and whatever else is called like it', async () => {
    const platforms = Array.from({ length: 12 }, (_, number) => ({ architecture: `arch${number}` }))
    const others = Array.from({ length: 20 }, (_, number) =>
      dockerImage({ name, tag: `old${number}`, architecture: `old${number}` }),
    )
    const { planned, emulator } = await images([...whole({ images: platforms }), ...others])
    emulator.requests.clear()
    expect((await planned()).items).toHaveLength(13)
    const lists = emulator.requests.all.filter(({ operation, url }) => operation === 'packages_list' && url.includes('/dev/'))
    expect(lists).toHaveLength(2)
  })

  test('is blocked where the source lacks one of them, by its digest', async () => {
    const [index, first, second] = whole() as [PackageFixture, PackageFixture, PackageFixture]
    const missing = await images([second])
    const { planned, row, applied, contents } = await images([index, first])
    const plan = await planned()
    expect(plan.items.find(({ slugPerm }) => slugPerm === row.slug_perm)).toMatchObject({
      outcome: 'blocked',
      reasons: [`dev lacks images that it lists: sha256:${missing.row.version}`],
    })
    await applied(plan)
    expect(contents('staging').join()).not.toContain(row.version)
  })

  test('one that is at the destination already is not missing', async () => {
    const [index, first, second] = whole() as [PackageFixture, PackageFixture, PackageFixture]
    const { planned, emulator } = await images([index, first])
    await emulator.add('acme/staging', second)
    expect(Object.values(outcomes((await planned()).items))).toEqual(['promote', 'promote'])
  })

  test('is held where something holds one of them', async () => {
    const { planned, quarantine, rows, row, digests } = await images(whole())
    await quarantine(rows[1])
    expect(outcomes((await planned()).items)).toEqual({
      [row.version ?? '']: 'blocked',
      [digests[0] ?? '']: 'blocked',
      [digests[1] ?? '']: 'promote',
    })
  })

  test('F59 does not go without one of them when it is applied: not approved, or quarantined since', async () => {
    const { planned, applied, agreed, contents, quarantine, rows, row } = await images(whole(), {
      stage: { gates: [approval({ unsigned: true })] },
    })
    const plan = JSON.parse(JSON.stringify(await planned())) as Plan
    const [all] = (await agreed(plan, 'ada')) as [Approval]
    const place = plan.items.findIndex(({ slugPerm }) => slugPerm === row.slug_perm)
    const alone = { ...all, subjects: all.subjects.filter((_, index) => index === place) }
    const report = await applied(plan, { approvals: [alone] })
    expect(report.items[place]).toMatchObject({
      outcome: 'needs approval',
      reasons: expect.arrayContaining([expect.stringMatching(/its image sha256:.* is not promoted with it \(needs approval\)/)]),
    })
    expect(contents('staging')).toEqual([])

    await quarantine(rows[1])
    expect((await applied(plan, { approvals: [all] })).items[place]).toMatchObject({ outcome: 'blocked' })
    expect(contents('staging').join()).not.toContain(row.version)
  })

  test('is blocked without a registry, and an image of one platform is not', async () => {
    const several = await images(whole())
    expect((await several.planned({ registry: undefined })).items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('no registry is set in which to find them')] },
    ])
    const single = await images([dockerImage({ name })])
    expect(outcomes((await single.planned({ registry: undefined })).items)).toEqual({ [single.row.version ?? '']: 'promote' })
    expect(outcomes((await single.planned()).items)).toEqual({ [single.row.version ?? '']: 'promote' })
  })

  test('is blocked where the registry has no manifest to tell', async () => {
    const { planned } = await images([dockerImage({ name, layout: 'docker' })])
    expect((await planned()).items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('does not have its manifest')] },
    ])
  })
})

describe('what is said to the registry', () => {
  test('the credential goes to the token endpoint alone, and the token is used again', async () => {
    const { planned } = await images([...whole({ nested: true })])
    const { fetch, asked } = between(() => undefined)
    let given = 0
    const credential = async () => {
      given += 1
      return key
    }
    await planned({ registry: { credential, username: 'somebody', fetch } })
    expect(given).toBe(1)
    const withKey = asked.filter(({ authorization }) => authorization?.startsWith('Basic'))
    expect(withKey).toEqual([
      {
        url: 'https://docker.cloudsmith.io/v2/token?service=docker.cloudsmith.io&scope=repository%3Aacme%2Fdev%2Fteam%2Fapi%3Apull',
        authorization: `Basic ${btoa(`somebody:${key}`)}`,
      },
    ])
    expect(asked.filter(({ authorization }) => authorization === null)).toHaveLength(1)
  })

  test('a credential that was replaced is asked for once more, and one that is refused again is not', async () => {
    const { row } = await images(whole())
    let current = 'expired'
    const refused: (string | undefined)[] = []
    const credential = (old?: string) => {
      refused.push(old)
      if (old === current) current = key
      return current
    }
    expect(await imagesOf({ credential }, row)).toHaveLength(2)
    expect(refused).toEqual([undefined, 'expired'])
    const tries: (string | undefined)[] = []
    const wrong = (old?: string) => `wrong-${tries.push(old)}`
    await expect(imagesOf({ credential: wrong }, row)).rejects.toThrow('(401)')
    expect(tries).toEqual([undefined, 'wrong-1'])
  })

  test('from a public repository images are read without it', async () => {
    const { planned, cloudsmith } = await images(whole())
    await cloudsmith.repos.update({ owner: 'acme', repo: 'dev', repository_type_str: 'Public' })
    const { fetch, asked } = between(() => undefined)
    expect((await planned({ registry: { credential: key, fetch } })).items).toHaveLength(3)
    expect(asked.every(({ authorization }) => authorization === null)).toBe(true)
  })

  test('a registry that asks for Basic gets it', async () => {
    const { row } = await images(whole())
    const { fetch } = between((request) =>
      request.headers.has('authorization')
        ? undefined
        : new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Basic' } }),
    )
    expect(await imagesOf({ credential: key, fetch }, row)).toHaveLength(2)
  })

  test.each(['https://evil.example/token', 'http://docker.cloudsmith.io/v2/token', '//evil.example/token', 'https://'])(
    'a challenge that wants the credential at %s does not get it',
    async (realm) => {
      const { row } = await images(whole())
      const headers = { 'WWW-Authenticate': `Bearer realm="${realm}",service="x"` }
      const { fetch, asked } = between(() => new Response(null, { status: 401, headers }))
      await expect(imagesOf({ credential: key, fetch }, row)).rejects.toThrow('a credential never leaves its origin')
      expect(asked).toHaveLength(1)
    },
  )

  test('a redirect is not followed', async () => {
    const { row } = await images(whole())
    const { fetch, asked } = between(({ url }) =>
      url.includes('/manifests/')
        ? new Response(null, { status: 307, headers: { Location: 'https://evil.example/' } })
        : undefined,
    )
    await expect(imagesOf({ credential: key, fetch }, row)).rejects.toThrow('(307)')
    expect(asked).toHaveLength(1)
  })

  test.each(['http://registry.example', 'https://user:pass@registry.example', 'nowhere', 'https://registry.example?x=1'])(
    'the origin %s is refused before anything is sent',
    async (origin) => {
      const { row } = await images(whole())
      const { fetch, asked } = between(() => undefined)
      await expect(imagesOf({ credential: key, origin, fetch }, row)).rejects.toThrow(InvalidRequestError)
      expect(asked).toEqual([])
    },
  )
})

describe('what the registry answers', () => {
  const tampered = (change: (text: string) => string) =>
    between(async (request) => {
      const real = await globalThis.fetch(request)
      if (!request.url.includes('/manifests/') || real.status !== 200) return real
      return new Response(change(await real.text()), real)
    })

  test('is refused where its bytes do not have the digest', async () => {
    const { planned, row } = await images(whole())
    const { fetch } = tampered((text) => text.replace(/"manifests":\[.*\]/, '"manifests":[]'))
    const reading = planned({ registry: { credential: key, fetch } })
    await expect(reading).rejects.toThrow(RegistryError)
    await expect(reading).rejects.toThrow(`sha256:${row.version}`)
  })

  test('is not read before its digest was compared, whatever it is', async () => {
    const { row } = await images(whole())
    const { fetch } = tampered(() => 'no manifest')
    await expect(imagesOf({ credential: key, fetch }, row)).rejects.toThrow('and was ignored')
  })

  test('imagesOf gives the images, and throws where the registry has none or denies it', async () => {
    const { rows, row, digests, quarantine } = await images(whole())
    expect(await imagesOf(registry, row)).toEqual(digests.map((digest) => ({ digest, isIndex: false })))
    expect(await imagesOf(registry, rows[1] as Package)).toEqual([])
    await expect(imagesOf(registry, { ...row, version: '0'.repeat(64) })).rejects.toThrow('does not have the manifest')
    await expect(imagesOf(registry, { ...row, version: '1.2' })).rejects.toThrow('does not have the manifest')
    await quarantine(row)
    await expect(imagesOf(registry, row)).rejects.toThrow('denies the manifest')
  })

  test('an abort ends the reading with its own reason', async () => {
    const { row } = await images(whole())
    const stop = new AbortController()
    const { fetch } = between(() => {
      stop.abort(new Error('enough'))
      throw new Error('cut')
    })
    await expect(imagesOf({ credential: key, fetch }, row, stop.signal)).rejects.toThrow('enough')
  })
})

test('F23 no error holds the credential', async () => {
  const { row } = await images(whole())
  const secret = 'very-secret-key'
  const encoded = btoa(`token:${secret}`)
  const answers: ((request: Request) => Response | undefined)[] = [
    () => undefined,
    ({ headers }) => {
      throw new Error(`could not send ${headers.get('authorization')} ${secret}`)
    },
    ({ url }) => (url.includes('/token') ? Response.json({ token: '' }) : undefined),
    ({ url }) =>
      url.includes('/token')
        ? undefined
        : new Response(null, {
            status: 401,
            headers: { 'WWW-Authenticate': `Bearer realm="https://a:b@docker.cloudsmith.io/"` },
          }),
    ({ url }) => (url.includes('/token') ? new Response(`no ${secret}`, { status: 500 }) : undefined),
    ({ url }) => (url.includes('/token') ? Response.json({ token: secret }) : undefined),
    () => new Response(null, { status: 401, headers: { 'WWW-Authenticate': `Digest realm="${secret}"` } }),
  ]
  for (const answer of answers) {
    const { fetch } = between(answer)
    const error = await imagesOf({ credential: secret, fetch }, row).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RegistryError)
    const told = [error, (error as Error).stack, (error as Error).cause, JSON.stringify(error)].join()
    expect(told).not.toContain(secret)
    expect(told).not.toContain(encoded)
  }
  for (const credential of ['', 'two words', 'line\n']) {
    const { fetch } = between(() => undefined)
    await expect(imagesOf({ credential, fetch }, row)).rejects.toThrow(InvalidRequestError)
  }
})
