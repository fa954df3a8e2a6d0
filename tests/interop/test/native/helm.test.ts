import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { helmChart } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtByGo } from '../../src/native/built-by-go.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

const told = worlds()
const { inside, url, upstream, call, connect, offer, promote, upload, workplace } = told

const started = builtByGo('helm.sh/helm/v3/cmd/helm@v3.22.0')
const place = (repo: string) => `${new URL(url()).host}/acme/${repo}`
const rowsOf = (name: string) => call('GET', `/packages/acme/dev/?query=name:${name}&sort=date`)

describe('helm, with charts as artefacts', () => {
  test('a chart is pushed and pulled as an artefact', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { as: 'writer', client: 'helm' })
    const helm = started(work, skip)
    const chart = helmChart({ name: 'web', version: '1.2.0' })
    await work.write('web-1.2.0.tgz', chart.bytes)
    expect(await helm('push', '--plain-http', 'web-1.2.0.tgz', `oci://${place('dev/charts')}`)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await rowsOf('charts/web')).toMatchObject([
      { format: 'docker', tags: { version: ['1.2.0'] }, is_sync_completed: true },
    ])

    const reader = await workplace('docker', 'acme/dev', { as: 'reader', client: 'helm' })
    const pull = ['pull', '--plain-http', `oci://${place('dev/charts/web')}`, '--version'] as const
    expect(await started(reader, skip)(...pull, '1.2.0')).toMatchObject({ code: 0 })
    expect(new Uint8Array(await readFile(join(reader.folder, 'web-1.2.0.tgz')))).toEqual(new Uint8Array(chart.bytes))
    const missing = await started(reader, skip)(...pull, '9.9.9')
    expect([missing.code === 0, missing.output]).toEqual([false, expect.stringMatching(/not found|unknown/i)])
  })

  refusalsOf(test, told, {
    client: 'helm',
    async fixture(name, _, skip) {
      const work = await workplace('docker', 'acme/dev', { as: 'writer', client: 'helm' })
      await work.write('chart.tgz', helmChart({ name, version: '1.0.0' }).bytes)
      await started(work, skip)('push', '--plain-http', 'chart.tgz', `oci://${place('dev')}`)
      await inside.settle()
      const [{ slug_perm }] = await rowsOf(name)
      return slug_perm
    },
    async install(from, name, whose, skip) {
      const work = await workplace('docker', from, { client: 'helm', ...whose })
      return started(work, skip)('pull', '--plain-http', `oci://${new URL(url()).host}/${from}/${name}`, '--version', '1.0.0')
    },
    outside: 'outer',
    policy: 'deny',
    says: {
      quarantine: /denied|403/,
      policy: /denied|403/,
      'missing package': /not found|unknown/,
      'missing upstream': /not found|unknown/,
      'wrong credentials': /unauthorized|authentication required|401/i,
    },
  })
})

describe('helm, with a repository of charts', () => {
  const left = helmChart({ name: 'left', version: '1.0.0+b.1', description: 'What is left' })
  const base = helmChart({ name: 'base', version: '1.2.0', files: { 'templates/text.txt': 'base' } })
  const tree = helmChart({ name: 'tree', version: '2.0.0-rc.1', dependencies: { base: '^1.0.0' } })

  beforeAll(async () => {
    await offer(base, tree)
    await upload(left)
  })

  /** Pulls a version of a chart from a repository that Helm was told of beforehand. */
  async function pull(work: Workplace, [repo, name, version]: readonly [string, string, string], skip: (why: string) => never) {
    const helm = started(work, skip)
    const updated = await helm('repo', 'update', '--fail-on-repo-update-fail')
    return updated.code === 0 ? helm('pull', `acme-${repo}/${name}`, '--version', version) : updated
  }

  test('finds and pulls a chart that was uploaded, by the key of an account and by the token of an entitlement', async ({
    skip,
  }) => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for helm' })
    for (const whose of [{ as: 'reader' }, { token }]) {
      const work = await workplace('helm', 'acme/dev', whose)
      expect(await pull(work, ['dev', 'left', '1.0.0+b.1'], skip)).toMatchObject({ code: 0 })
      const pulled = await readFile(join(work.folder, 'left-1.0.0+b.1.tgz'))
      expect(new Uint8Array(pulled)).toEqual(new Uint8Array(left.bytes))
      const { output } = await started(work, skip)('search', 'repo', 'left', '--output', 'json')
      expect(JSON.parse(output)).toMatchObject([{ name: 'acme-dev/left', version: '1.0.0+b.1', description: 'What is left' }])
    }
    expect(await rowsOf('left')).toMatchObject([{ format: 'helm', downloads: 2 }])
  })

  test('is told of a repository by its address', async ({ skip }) => {
    const work = await workplace('docker', 'acme/dev', { client: 'helm' })
    const helm = started(work, skip)
    const add = (password: string) =>
      helm('repo', 'add', 'ours', `${url()}/dl/basic/acme/dev/helm/charts/`, '--username', 'token', '--password', password)
    expect(await add('emulator-read-key')).toMatchObject({ code: 0, output: expect.stringContaining('has been added') })
    expect(await helm('show', 'chart', 'ours/left', '--devel')).toMatchObject({ output: expect.stringContaining('What is left') })
  })

  test.for([
    ['nobody has the key', ['dev', 'left', '1.0.0+b.1'], { token: 'nobody-has-this' }, /401/],
    ['the chart is missing', ['dev', 'missing', '1.0.0'], {}, /chart "missing" .*not found/],
    ['the repository has no upstream', ['production', 'tree', '2.0.0-rc.1'], {}, /chart "tree" .*not found/],
  ] as const)('says why it cannot pull where %s', async ([, wanted, whose, why], { skip }) => {
    const work = await workplace('helm', `acme/${wanted[0]}`, whose)
    const { code, output } = await pull(work, wanted, skip)
    expect([code, output]).toEqual([1, expect.stringMatching(why)])
  })

  test('is refused what is quarantined, and what a policy keeps back', async ({ skip }) => {
    const { slug_perm } = await upload(helmChart({ name: 'held', version: '1.0.0' }))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const policy = { name: 'Not this one', package_query_string: 'name:^denied$', action: 'Quarantine' }
    const made = await call('POST', '/orgs/acme/deny-policy/', policy)
    await upload(helmChart({ name: 'denied', version: '1.0.0' }))
    for (const name of ['held', 'denied']) {
      const { code, output } = await pull(await workplace('helm', 'acme/dev'), ['dev', name, '1.0.0'], skip)
      expect([code, output]).toEqual([1, expect.stringMatching(/403/)])
    }
    await call('DELETE', `/orgs/acme/deny-policy/${made.slug_perm}/`)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async ({
    skip,
  }) => {
    const slug = await connect('helm', { upstream_url: `${upstream('helm')}/charts` })
    const wanted = (repo: string, name: string, version: string) => [repo, name, version] as const
    const dev = await workplace('helm', 'acme/dev')
    for (const [name, version] of [['tree', '2.0.0-rc.1'] as const, ['base', '1.2.0'] as const])
      expect(await pull(dev, wanted('dev', name, version), skip)).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/dev/?query=tag:outside')).toHaveLength(2)

    await promote('tree')
    /** A chart of ours that depends on what production has, as its author would fetch that. */
    const update = async () => {
      const work = await workplace('helm', 'acme/production', { as: 'reader' })
      const chart = ['apiVersion: v2', 'name: app', 'version: 1.0.0', 'dependencies:']
      const needs = ['tree', 'base'].map((name) => `- { name: ${name}, version: '>=1.0.0-0', repository: '@acme-production' }`)
      await work.write('app/Chart.yaml', [...chart, ...needs, ''].join('\n'))
      return { ...work, ...(await started(work, skip)('dependency', 'update', 'app')) }
    }
    const half = await update()
    expect([half.code, half.output]).toEqual([1, expect.stringMatching(/base.*not found|can't get a valid version for.*base/s)])

    const { items, missing } = await byEngine(inside, 'name:^tree$')
    expect(items.map((item) => item.package.name)).toContain('base')
    expect(missing?.filter(({ possible = false }) => !possible)).toEqual([])
    await call('DELETE', `/repos/acme/dev/upstream/helm/${slug}/`)
    const whole = await update()
    expect(whole).toMatchObject({ code: 0 })
    for (const { filename, bytes } of [tree, base])
      expect(new Uint8Array(await readFile(join(whole.folder, 'app/charts', filename)))).toEqual(new Uint8Array(bytes))
  })
})
