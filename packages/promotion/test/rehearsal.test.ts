import { Cloudsmith, type Package } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { createMirror, formatMirror, mirror, parseMirror, readMirror } from '@cloudsmith-sdk/emulator/mirror'
import { debPackage, dockerImage, mavenJar, npmPackage, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { readPlan } from '../src/documents.ts'
import { apply, licence, maxSeverity, notQuarantined, type Plan, plan as planOf, scanned, vulnerabilities } from '../src/index.ts'
import { type Stocked, stock } from './stock.ts'

const npm = (name: string, version: string, license = 'MIT') => npmPackage({ name, version, license })

/** A workspace with packages of several formats: some to promote, some that a gate or the service holds back. It is the same each time. */
async function workspace(): Promise<Stocked> {
  const world = await stock({
    dev: [
      npm('clsx', '2.1.1'),
      npm('ms', '2.1.3'),
      npm('minimist', '1.2.5'),
      npm('copyleft', '1.0.0', 'GPL-3.0-only'),
      npm('held', '1.0.0'),
      pythonWheel({ name: 'six', version: '1.16.0', license: 'MIT' }),
      mavenJar({ groupId: 'org.acme', artifactId: 'lib', version: '1.0.0', license: 'MIT' }),
      debPackage({ name: 'tool', version: '1.0-1' }),
      dockerImage({ name: 'acme/app', tag: '1.0', files: { a: 'a' } }),
    ],
    staging: [npm('clsx', '2.1.1'), npm('ms', '2.1.2')],
    stage: {
      tag: 'in-staging',
      gates: [
        scanned({}),
        notQuarantined({}),
        maxSeverity({ critical: 0 }),
        licence({ deny: ['GPL-3.0-only'] }),
        vulnerabilities({ deny: ['CVE-2021-44906'] }),
      ],
    },
  })
  const { cloudsmith, emulator } = world
  const packages = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^held$' })
  for (const { slug_perm: identifier } of packages)
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier })
  await cloudsmith.orgs.licensePolicies.create({ owner: 'acme', name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'] })
  await emulator.settle()
  return world
}

const clientOf = ({ fetch, clock }: Emulator) => new Cloudsmith({ apiKey: 'emulator-admin-key', fetch, clock })

/** What promotions make of packages, without what is made by chance and what passing time leaves. */
function seen({ name, version, format, checksum_sha256, status_str, tags, vulnerability_counts, spdx_license }: Package) {
  return { name, version, format, checksum_sha256, status_str, tags, vulnerability_counts, spdx_license }
}

async function contents(cloudsmith: Cloudsmith) {
  const repositories = ['dev', 'staging', 'production']
  const rows = await Promise.all(repositories.map((repo) => cloudsmith.packages.list({ owner: 'acme', repo }).toArray()))
  return rows.map((packages) =>
    packages.map(seen).toSorted((a, b) => `${a.name} ${a.version}`.localeCompare(`${b.name} ${b.version}`)),
  )
}

describe('a plan that was made of a workspace', () => {
  async function rehearsed(findings: 'all' | 'none') {
    const [real, twin] = [await workspace(), await workspace()]
    const plan: Plan = await real.planned()
    real.emulator.requests.clear()
    const { emulator } = await mirror(real.cloudsmith, { owner: 'acme', findings })
    expect(real.emulator.requests.writes).toEqual([])
    return { real, twin, plan, emulator, cloudsmith: clientOf(emulator) }
  }

  test.each(['all', 'none'] as const)(
    'is applied to its mirror as to the workspace itself, with the findings of %s',
    async (findings) => {
      const { twin, plan, cloudsmith } = await rehearsed(findings)
      expect(plan.items.map(({ package: { name }, outcome }) => `${name}: ${outcome}`)).toEqual([
        'tool: blocked',
        'acme/app: blocked',
        'lib: promote',
        'clsx: already there',
        'copyleft: blocked',
        'held: blocked',
        'minimist: blocked',
        'ms: promote',
        'six: promote',
      ])

      const report = await apply(cloudsmith, twin.pipeline, plan)
      const otherwise = await twin.applied(plan)

      // What was not read has no identifiers that gates could tell.
      const told = ({ items }: typeof report) =>
        items.map(({ package: { name }, outcome, reasons }) => [name, outcome, ...(findings === 'all' ? reasons : [])])
      expect(told(report)).toEqual(told(otherwise))
      expect(await contents(cloudsmith)).toEqual(await contents(twin.cloudsmith))
    },
  )

  test('names packages by the identifiers that they have in the mirror as well', async () => {
    const { plan, cloudsmith } = await rehearsed('none')
    for (const { slugPerm: identifier, package: row } of plan.items)
      expect(await cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier })).toMatchObject({ name: row.name })
  })

  test('is the same plan when it is made of the mirror', async () => {
    const { real, plan, emulator } = await rehearsed('all')
    const now = new Date(emulator.clock.now())
    const again = await planOf(clientOf(emulator), real.pipeline, { from: 'dev', to: 'staging', select: 'everything', now })
    const told = ({ items }: Plan) => items.map(({ package: row, outcome, reasons }) => [row, outcome, reasons])
    expect(told(again)).toEqual(told(plan))
  })
})

test('a mirror that was kept in a file is one of the same for the next process', async () => {
  const real = await workspace()
  const plan = readPlan(JSON.stringify(await real.planned()))
  const file = [...formatMirror(await readMirror(real.cloudsmith, { owner: 'acme', findings: 'all' }))].join('')

  const { emulator } = createMirror(parseMirror(file, 'acme.mirror.jsonl'))
  const report = await apply(clientOf(emulator), real.pipeline, plan)

  expect(report.items.filter(({ outcome }) => outcome === 'promoted')).toHaveLength(3)
})

test('a client reads 10,000 packages in 22 requests, and keeps to the rate limit', async () => {
  const emulator = createEmulator({ rateLimit: { limit: 60, windowSeconds: 60, enforce: true } })
  const fixtures = [
    npm('model', '1.0.0'),
    pythonWheel({ name: 'model', version: '1.0.0' }),
    mavenJar({ groupId: 'org.acme', artifactId: 'model', version: '1.0.0' }),
    debPackage({ name: 'model', version: '1.0-1' }),
  ]
  for (const repository of ['dev', 'staging']) {
    for (const fixture of fixtures) {
      const variants = Array.from({ length: 1_250 }, (_, index) => ({ name: `${fixture.format}-${index}`, version: '1.0.0' }))
      await emulator.addMany(`acme/${repository}`, fixture, variants)
    }
  }
  const document = await readMirror(clientOf(emulator), { owner: 'acme', repositories: ['dev', 'staging'] })

  expect(document.repositories.map(({ packages }) => packages.length)).toEqual([5_000, 5_000])
  const { all, writes } = emulator.requests
  expect(all.filter(({ operation }) => operation === 'packages_list')).toHaveLength(22)
  expect([writes, all.filter(({ status }) => status === 429)]).toEqual([[], []])
})

test('a mirror goes on where the connection broke, and where the service failed', async () => {
  const { emulator, cloudsmith } = await workspace()
  const impatient = cloudsmith.withOptions({ retries: 0 })
  const journal = new Map<string, unknown>()
  for (const fault of [{ dropReply: true }, { status: 500 }, { status: 429, headers: { 'Retry-After': '600' } }]) {
    emulator.faults.add({ operation: 'repos_privileges_list', ...fault })
    await expect(readMirror(impatient, { owner: 'acme', journal })).rejects.toThrow()
  }
  await emulator.clock.advance(600_000)
  emulator.requests.clear()
  await readMirror(impatient, { owner: 'acme', journal })
  const asked = emulator.requests.all.map(({ operation }) => operation)
  expect([asked.includes('packages_list'), asked.includes('repos_privileges_list')]).toEqual([false, true])
})
