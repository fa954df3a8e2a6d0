import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byCommandLine, byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

/** The pnpm that this repository is built with, installed by npm for these tests alone. */
const pnpmFolder = mkdtempSync(join(tmpdir(), 'cloudsmith-pnpm-'))
const clients = {
  npm: { program: 'npm', quiet: ['--no-audit', '--no-fund', '--no-update-notifier'], clean: ['npm', 'ci'] },
  pnpm: { program: join(pnpmFolder, 'node_modules/.bin/pnpm'), quiet: [], clean: ['pnpm', 'install', '--frozen-lockfile'] },
} as const
const pnpm = '12.21.0'
const hasNpm = isThere('npm', '--version')
const hasPnpm = hasNpm && isThere('npm', 'install', '--prefix', pnpmFolder, '--no-audit', '--no-fund', `pnpm@${pnpm}`)

afterAll(() => rm(pnpmFolder, { recursive: true, force: true }))

const left = npmPackage({ name: 'left', version: '1.0.0', license: 'MIT', files: { 'index.js': 'module.exports = "left"' } })
const base = npmPackage({
  name: '@world/base',
  version: '1.2.0',
  license: 'MIT',
  files: { 'index.js': 'module.exports = "base"' },
})
const tree = npmPackage({
  name: 'tree',
  version: '2.0.0',
  license: 'MIT',
  dependencies: { '@world/base': '^1.0.0' },
  files: { 'index.js': 'module.exports = "tree of " + require("@world/base")' },
})

describe.each(Object.keys(clients) as (keyof typeof clients)[])('%s', (client) => {
  const { program, quiet, clean } = clients[client]
  const test = testsOf(client, client === 'npm' ? hasNpm : hasPnpm, client === 'npm')
  const told = worlds()
  const { inside, call, offer, workplace } = told

  /** What a program of the project says that uses what was installed. */
  const said = ({ folder, env }: Workplace, code: string) => run(['node', '-p', code], { folder, env })

  async function project(place: string, dependencies: Record<string, string>, options = {}) {
    const work = await workplace('npm', place, { client, ...options })
    await work.write('package.json', JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }))
    const install = () => run([program, 'install', ...quiet], work)
    return { ...work, install }
  }

  beforeAll(async () => {
    await offer(base, tree)
    await inside.add('acme/dev', left)
  })

  test('installs what is there, with its dependencies, and again by its lock file', async () => {
    await inside.add('acme/staging', base)
    await inside.add('acme/staging', tree)
    const app = await project('acme/staging', { tree: '^2.0.0' }, { as: 'reader' })
    expect(await app.install()).toMatchObject({ code: 0 })
    expect((await said(app, 'require("tree")')).output.trim()).toBe('tree of base')
    expect(await run([program, ...(clean.slice(1) as string[])], app)).toMatchObject({ code: 0 })
    expect((await said(app, 'require("tree")')).output.trim()).toBe('tree of base')
  })

  test('installs with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: `for ${client}` })
    const app = await project('acme/dev', { left: '1.0.0' }, { token })
    expect(await app.install()).toMatchObject({ code: 0 })
    expect((await said(app, 'require("left")')).output.trim()).toBe('left')
  })

  test('publishes a package, which others install when it has synchronised', async () => {
    const author = await workplace('npm', 'acme/dev', { client, as: 'writer' })
    await author.write(
      'package.json',
      JSON.stringify({ name: `@acme/by-${client}`, version: '1.0.0', license: 'MIT', main: 'index.js' }),
    )
    await author.write('index.js', 'module.exports = "published"')
    const flags = client === 'pnpm' ? ['--no-git-checks'] : []
    expect(await run([program, 'publish', ...flags], author)).toMatchObject({ code: 0 })
    await inside.settle()
    const app = await project('acme/dev', { [`@acme/by-${client}`]: '^1.0.0' }, { as: 'reader' })
    expect(await app.install()).toMatchObject({ code: 0 })
    expect((await said(app, `require("@acme/by-${client}")`)).output.trim()).toBe('published')
    const again = await run([program, 'publish', ...flags], author)
    expect(again.code).not.toBe(0)
    expect(again.output).toMatch(/previously published|published already|cannot publish over/i)
  })

  refusalsOf(test, told, {
    client,
    fixture: (name, license) => npmPackage({ name, version: '1.0.0', license }),
    install: async (place, name, whose) => (await project(place, { [name]: '*' }, whose)).install(),
    outside: 'tree',
    says: {
      quarantine: /403/,
      policy: /403/,
      'missing package': /404/,
      'missing upstream': /404/,
      'wrong credentials': /401|E401|UNAUTHORIZED/i,
    },
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    let app: Workplace | undefined
    const requests = await showIsolation(told, {
      ...{ format: 'npm', query: 'name:^tree$', whole: ['tree', '@world/base'] },
      promote: client === 'npm' ? byCommandLine : byEngine,
      async install(place, as) {
        const made = await project(place, { tree: '2.0.0' }, as === undefined ? {} : { as })
        app = made
        return made.install()
      },
    })
    expect(requests).toMatchObject({ packages_dependencies: 2, bulk_action: 2 })
    if (app === undefined) throw new Error('nothing was installed')
    expect((await said(app, 'require("tree")')).output.trim()).toBe('tree of base')
    const installed = await readFile(join(app.folder, 'node_modules/tree/index.js'), 'utf8')
    expect(installed).toBe('module.exports = "tree of " + require("@world/base")')
  })
})

describe('npm alone', () => {
  const test = testsOf('npm', hasNpm, true)
  const { inside, workplace } = worlds()

  test('tags, deprecates, unpublishes, searches, and is told who it is', async () => {
    for (const version of ['1.0.0', '1.1.0'])
      await inside.add('acme/dev', npmPackage({ name: 'tool', version, description: 'A tool' }))
    const work = await workplace('npm', 'acme/dev')
    const npm = async (...args: string[]) => (await run(['npm', ...args], work)).output
    expect(await npm('whoami')).toContain('admin')
    await npm('dist-tag', 'add', 'tool@1.0.0', 'stable')
    expect(await npm('dist-tag', 'ls', 'tool')).toMatch(/latest: 1\.1\.0\s+stable: 1\.0\.0/)
    await npm('dist-tag', 'rm', 'tool', 'stable')
    expect(await npm('dist-tag', 'ls', 'tool')).not.toContain('stable')
    await npm('deprecate', 'tool@1.0.0', 'use 1.1.0')
    expect(await npm('view', 'tool@1.0.0', 'deprecated')).toContain('use 1.1.0')
    expect(JSON.parse(await npm('search', '--json', 'tool'))).toMatchObject([{ name: 'tool', version: '1.1.0' }])
    await npm('unpublish', 'tool@1.1.0')
    await inside.settle()
    // npm writes a list of one as what is in it, in some versions.
    expect([JSON.parse(await npm('view', 'tool', 'versions', '--json'))].flat()).toEqual(['1.0.0'])
    await npm('unpublish', '--force', 'tool')
    await inside.settle()
    expect(await npm('view', 'tool')).toMatch(/404/)
  })

  test('audits what a project has by the advisories that the emulator knows', async () => {
    await inside.add('acme/dev', npmPackage({ name: 'minimist', version: '1.2.5', license: 'MIT' }))
    const work = await workplace('npm', 'acme/dev')
    await work.write('package.json', JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { minimist: '1.2.5' } }))
    expect((await run(['npm', 'install', '--no-fund'], work)).output).toMatch(/1 critical severity vulnerability/)
    const { output } = await run(['npm', 'audit', '--json'], work)
    expect(JSON.parse(output).vulnerabilities.minimist).toMatchObject({ severity: 'critical', via: [{ range: '1.2.5' }] })
  })
})
