import { Cloudsmith } from '@cloudsmith-sdk/client'
import { debPackage, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { apply, type Plan, type Report } from '../src/index.ts'
import { stock } from './stock.ts'

const npm = (name: string, version: string) => npmPackage({ name, version, license: 'MIT' })
const block = { latest: 'block' } as const

const outcomes = ({ items }: Plan | Report) =>
  items.map(({ package: { name, version }, outcome }) => `${name} ${version} ${outcome}`)

describe('F16 a stage whose latest must not move back', () => {
  test('stops what is lower than its newest version, and says both', async () => {
    const world = { dev: [npm('ms', '2.0.10'), npm('ms', '2.2.0'), npm('clsx', '1.0.0')], staging: [npm('ms', '2.1.3')] }
    const { planned } = await stock({ ...world, stage: block })
    const made = await planned()
    expect(outcomes(made)).toEqual(['clsx 1.0.0 promote', 'ms 2.0.10 blocked', 'ms 2.2.0 promote'])
    expect(made.items[1]?.reasons).toEqual(['2.0.10 is lower than 2.1.3, the newest in staging: latest may move back'])
    expect(made.latest).toMatchObject([{ name: 'ms', from: '2.1.3', to: '2.2.0', marked: '2.1.3', backwards: false }])
    expect(outcomes(await (await stock(world)).planned())).toEqual([
      'clsx 1.0.0 promote',
      'ms 2.0.10 promote',
      'ms 2.2.0 promote',
    ])
  })

  test('knows its newest version whatever the service marks as the latest', async () => {
    const { cloudsmith, planned } = await stock({ dev: [npm('ms', '2.0.10')], staging: [npm('ms', '2.1.0-rc.1')], stage: block })
    expect(outcomes(await planned())).toEqual(['ms 2.0.10 blocked'])
    await cloudsmith.repos.update({ owner: 'acme', repo: 'staging', tag_pre_releases_as_latest: false })
    expect(outcomes(await planned())).toEqual(['ms 2.0.10 promote'])
  })

  test('has a newest version in each distribution', async () => {
    const deb = (version: string) => debPackage({ name: 'acme', version, distribution: 'debian/bookworm' })
    const { planned } = await stock({ dev: [deb('1.0~rc1-1')], staging: [deb('1.0-1')], stage: block })
    expect(outcomes(await planned())).toEqual(['acme 1.0~rc1-1 blocked'])
  })

  /** A world in which the service marks an old version as the latest as soon as a newer one has come. */
  async function turned(stage: NonNullable<Parameters<typeof stock>[0]['stage']>) {
    const world = await stock({
      dev: [npm('ms', '2.2.0'), npm('clsx', '1.0.0')],
      staging: [npm('ms', '2.1.3'), npm('ms', '2.0.1')],
      stage,
    })
    const made = await world.planned()
    const cloudsmith = new Cloudsmith({
      apiKey: 'emulator-admin-key',
      clock: world.emulator.clock,
      fetch: async (...request: Parameters<typeof fetch>) => {
        const asked = new Request(...request)
        const url = new URL(asked.url)
        if (!url.pathname.endsWith('/packages/acme/staging/')) return world.emulator.fetch(asked)
        url.searchParams.set('query', (url.searchParams.get('query') ?? '').replaceAll('tag:^latest$', 'version:^2.0.1$'))
        const answer = await world.emulator.fetch(new Request(url, asked))
        const rows = (await answer.json()) as { version: string; name: string; tags: object }[]
        const turn = (row: (typeof rows)[number]) =>
          row.name === 'ms' ? { ...row, tags: row.version === '2.0.1' ? { version: ['latest'] } : {} } : row
        return new Response(JSON.stringify(rows.map(turn)), { status: answer.status, headers: answer.headers })
      },
    })
    return { ...world, report: await apply(cloudsmith, world.pipeline, made) }
  }

  test('looks again when a package has come, and does not pass over it in silence', async () => {
    const { report, contents } = await turned(block)
    expect(outcomes(report)).toEqual(['clsx 1.0.0 promoted', 'ms 2.2.0 failed'])
    expect(report.items[1]?.reasons).toEqual(['its arrival in staging moved latest of npm ms back from 2.1.3 to 2.0.1'])
    expect(contents('staging')).toContain('npm ms 2.2.0')
  })

  test('has it removed where the stage wants that', async () => {
    const { report, contents } = await turned({ ...block, onFailedArrival: 'remove' })
    expect(report.items[1]).toMatchObject({ outcome: 'compensated', did: ['copied', 'deleted'] })
    expect(contents('staging')).not.toContain('npm ms 2.2.0')
  })

  test('only where it asks for that', async () => {
    expect(outcomes((await turned({})).report)).toEqual(['clsx 1.0.0 promoted', 'ms 2.2.0 promoted'])
  })

  test('F52 is asked again when a plan is applied: what became newer since stops it', async () => {
    const { planned, applied, emulator, contents } = await stock({
      dev: [npm('ms', '2.2.0')],
      staging: [npm('ms', '2.1.3')],
      stage: block,
    })
    const made = await planned()
    await emulator.add('acme/staging', npm('ms', '2.3.0'))
    expect(await applied(made)).toMatchObject({
      outcome: 'blocked',
      items: [{ reasons: [expect.stringContaining('is now lower than 2.3.0, the newest in staging')] }],
    })
    expect(contents('staging')).not.toContain('npm ms 2.2.0')
  })

  test('lets a plan be finished that brought the newer of two versions before it was cut off', async () => {
    const { planned, applied, emulator, contents } = await stock({
      dev: [npm('ms', '2.2.0'), npm('ms', '2.3.0')],
      staging: [npm('ms', '2.1.3')],
      stage: block,
    })
    const made = await planned()
    await emulator.add('acme/staging', npm('ms', '2.3.0'))
    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm ms 2.1.3', 'npm ms 2.2.0', 'npm ms 2.3.0'])
  })

  test('is part of what is approved', async () => {
    const { digest } = await (await stock({ dev: [npm('ms', '1.0.0')] })).planned()
    expect((await (await stock({ dev: [npm('ms', '1.0.0')], stage: block })).planned()).digest).not.toBe(digest)
  })

  test('costs what its plan says', async () => {
    const { planned, applied, emulator } = await stock({ dev: [npm('ms', '2.2.0')], staging: [npm('ms', '2.1.3')], stage: block })
    const made = await planned()
    emulator.requests.clear()
    await applied(made)
    expect(emulator.requests.all.length).toBe(made.estimates.cost.requests)
  })
})
