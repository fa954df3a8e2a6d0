import { dockerImage, dockerIndex, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type Plan, type PlanOptions, planText } from '../src/index.ts'
import { stock } from './stock.ts'

const name = 'team/api'
const registry = { credential: 'emulator-read-key' }

/** Images of one name in a repository, and a way to plan the first of them with all that belongs to it. */
async function images(
  first: readonly PackageFixture[],
  ...attached: ((digestOf: (place: number) => string) => PackageFixture)[]
) {
  const world = await stock({})
  const digests: string[] = []
  const add = async (fixture: PackageFixture, tags: string[] = []) => {
    digests.push((await world.emulator.add('acme/dev', fixture, { tags })).version ?? '')
  }
  for (const [place, fixture] of first.entries()) await add(fixture, place === 0 ? ['rc'] : [])
  for (const make of attached) await add(make((place) => digests[place] ?? ''))
  world.emulator.requests.clear()
  const planned = (options: Partial<PlanOptions> = {}) =>
    world.planned({ select: { tag: 'rc' }, dependencies: 'closure', registry, ...options })
  const placesOf = ({ items }: Plan) => items.map((item) => digests.indexOf(item.package.version)).toSorted((a, b) => a - b)
  return { ...world, planned, placesOf, digests }
}

const image = dockerImage({ name, tag: '1.0' })
const about = (tag: string, more: object = {}) =>
  dockerImage({ name, tag, labels: { about: tag }, files: { about: tag }, ...more })

describe('F29 what is attached to an image goes along', () => {
  test('what is called after its digest, as cosign calls signatures', async () => {
    const { planned, placesOf, applied, contents, emulator } = await images(
      [image],
      (digest) => about(`sha256-${digest(0)}.sig`),
      (digest) => about(`sha256-${digest(0)}.att`),
      () => about('sha256-0000.sig'),
      () => about('2.0'),
    )
    const made = await planned({ registry: undefined })
    expect(placesOf(made)).toEqual([0, 1, 2])
    expect(planText(made)).toContain('needed by docker team/api')
    expect(emulator.requests.all.filter(({ operation }) => operation === 'packages_list').length).toBeLessThan(6)
    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toHaveLength(3)
    expect((await planned()).items.map(({ outcome }) => outcome)).toEqual(['already there'])
  })

  test('what names it in its manifest, and what that is signed by', async () => {
    const { planned, placesOf } = await images(
      [image],
      (digest) => about('sbom', { subject: `sha256:${digest(0)}` }),
      (digest) => about(`sha256-${digest(1)}.sig`),
      () => about('other', { subject: `sha256:${'0'.repeat(64)}` }),
    )
    expect(placesOf(await planned())).toEqual([0, 1, 2])
    expect(placesOf(await planned({ registry: undefined }))).toEqual([0])
  })

  test('that of the images of its platforms too', async () => {
    const { index, images: parts } = dockerIndex({ name, tag: '1.0' })
    const { planned, placesOf } = await images(
      [index, ...parts],
      (digest) => about(`sha256-${digest(0)}.sig`),
      (digest) => about('on-a-part', { subject: `sha256:${digest(2)}` }),
    )
    const made = await planned()
    expect(placesOf(made)).toEqual([0, 1, 2, 3, 4])
    expect(new Set(made.items.map(({ outcome }) => outcome))).toEqual(new Set(['promote']))
  })

  test('and an image does not go where its signature cannot', async () => {
    const { planned, cloudsmith, digests } = await images([image], (digest) => about(`sha256-${digest(0)}.sig`))
    const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: `version:${digests[1]}` }).toArray()
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '' })
    const made = await planned()
    expect(made.items.map(({ outcome }) => outcome)).toEqual(['blocked', 'blocked'])
    expect(made.items.flatMap(({ reasons }) => reasons)).toContainEqual(expect.stringContaining('it needs docker team/api'))
  })

  test('and is told where nothing is taken along', async () => {
    const { planned, placesOf, digests } = await images([image], (digest) => about(`sha256-${digest(0)}.sig`))
    const made = await planned({ dependencies: 'check' })
    expect(placesOf(made)).toEqual([0])
    expect(made.missing).toMatchObject([{ name, why: 'left behind', available: `sha256:${digests[1]}` }])
  })
})
