import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PackageFixture, rubyGem } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

const gemNamed = (name: string, version: string, code: string, more: object = {}) =>
  rubyGem({ name, version, license: 'MIT', files: { [`lib/${name}.rb`]: code }, ...more })
const left = gemNamed('left', '1.0.0', 'LEFT = "left"\n')
const base = gemNamed('base', '1.2.0', 'BASE = "base"\n')
const tree = gemNamed('tree', '2.0.0', 'require "base"\nTREE = "tree of #{BASE}"\n', { dependencies: { base: '~> 1.0' } })

const hasBundler = isThere('bundle', '--version')

interface Installer {
  readonly isPresent: boolean
  /** Installs one gem into `gems` in the folder. */
  install(work: Workplace, name: string, version?: string): ReturnType<typeof run>
}

/** Gems of nobody else are seen, and none is installed for anybody else. */
const surroundings = ({ folder, env }: Workplace) => ({
  folder,
  env: { ...env, GEM_HOME: join(folder, 'gems'), GEM_PATH: join(folder, 'gems'), GEM_SPEC_CACHE: join(folder, 'specs') },
})

const installers: Readonly<Record<'gem' | 'bundle', Installer>> = {
  gem: {
    isPresent: isThere('gem', '--version'),
    install: (work, name, version) =>
      run(
        ['gem', 'install', '--no-document', '--no-user-install', name, ...(version === undefined ? [] : ['-v', version])],
        surroundings(work),
      ),
  },
  bundle: {
    isPresent: hasBundler,
    async install(work, name, version = '>= 0') {
      await work.write('Gemfile', `source "https://gems.test"\ngem "${name}", "${version}"\n`)
      const { folder, env } = surroundings(work)
      return run(['bundle', 'install', '--jobs', '1', '--retry', '0'], {
        folder,
        env: { ...env, BUNDLE_PATH__SYSTEM: 'true' },
      })
    },
  },
}

/** What a program says that uses a gem. */
async function said(work: Workplace, name: string): Promise<string> {
  const { output } = await run(['ruby', '-e', `require "${name}"; puts ${name.toUpperCase()}`], surroundings(work))
  return output.trim()
}

describe.each(Object.keys(installers) as (keyof typeof installers)[])('%s', (client) => {
  const { isPresent, install } = installers[client]
  const test = testsOf(client, isPresent, false)
  const { inside, call, connect, offer, promote, workplace } = worlds()

  async function installed(place: string, name: string, version?: string, whose: object = {}) {
    const work = await workplace('ruby', place, { client, ...whose })
    return { ...work, outcome: await install(work, name, version) }
  }

  beforeAll(async () => {
    await offer(base, tree)
    await inside.add('acme/dev', left)
  })

  test('installs what is there, with its dependencies', async () => {
    for (const fixture of [base, tree]) await inside.add('acme/staging', fixture)
    const app = await installed('acme/staging', 'tree', undefined, { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'tree')).toBe('tree of base')
  })

  test('takes the newest version that is for its platform and its Ruby', async () => {
    await inside.add('acme/dev', gemNamed('aged', '1.0', 'AGED = "old"\n'))
    await inside.add('acme/dev', gemNamed('aged', '2.0', 'AGED = "elsewhere"\n', { platform: 'x64-mingw32' }))
    await inside.add('acme/dev', gemNamed('aged', '3.0', 'AGED = "late"\n', { requiredRubyVersion: '>= 99' }))
    await inside.add('acme/dev', gemNamed('aged', '4.0.rc1', 'AGED = "early"\n'))
    const app = await installed('acme/dev', 'aged')
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'aged')).toBe('old')
  })

  test('installs with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: `for ${client}` })
    const app = await installed('acme/dev', 'left', '1.0.0', { token })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'left')).toBe('left')
  })

  test.each([
    [
      'nobody has the key',
      'acme/dev',
      'left',
      { token: 'nobody-has-this' },
      /bad response Unauthorized 401|Bad username or password/,
    ],
    ['the gem is missing', 'acme/dev', 'missing', {}, /Could not find (a valid )?gem 'missing/],
    ['the repository has no upstream', 'acme/production', 'tree', {}, /Could not find (a valid )?gem 'tree/],
  ])('says why it cannot install where %s', async (_, place, name, whose, why) => {
    const { outcome } = await installed(place, name, undefined, whose)
    expect(outcome.code).not.toBe(0)
    expect(outcome.output).toMatch(why)
  })

  test('is refused what is quarantined, and what a policy keeps back', async () => {
    const { slug_perm } = await inside.add('acme/dev', gemNamed(`held_${client}`, '1.0.0', ''))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const policy = { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true }
    const { slug_perm: made } = await call('POST', '/orgs/acme/license-policy/', policy)
    await inside.add('acme/dev', rubyGem({ name: `copyleft_${client}`, version: '1.0.0', license: 'GPL-3.0-only' }))
    for (const name of [`held_${client}`, `copyleft_${client}`]) {
      const { outcome } = await installed('acme/dev', name, '1.0.0')
      expect(outcome.code).not.toBe(0)
      expect(outcome.output).toMatch(/403|Forbidden/)
    }
    await call('DELETE', `/orgs/acme/license-policy/${made}/`)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const upstream = await connect('ruby')
    expect((await installed('acme/production', 'tree', '2.0.0')).outcome.code).not.toBe(0)

    expect((await installed('acme/dev', 'tree', '2.0.0')).outcome).toMatchObject({ code: 0 })
    await inside.settle()
    const fetched = await call('GET', '/packages/acme/dev/?query=tag:outside')
    expect(fetched).toHaveLength(2)
    for (const pkg of fetched)
      expect(pkg).toMatchObject({ uploader: 'cloudsmith-o6v', security_scan_status: 'Scan Detected No Vulnerabilities' })

    await promote('tree')
    const half = await installed('acme/production', 'tree', '2.0.0')
    expect(half.outcome.code).not.toBe(0)
    expect(half.outcome.output).toMatch(/base/)

    const { items, missing } = await byEngine(inside, 'name:^tree$')
    expect(items.map((item) => item.package.name)).toContain('base')
    expect(missing?.filter(({ possible = false }) => !possible)).toEqual([])
    await call('DELETE', `/repos/acme/dev/upstream/ruby/${upstream}/`)
    const app = await installed('acme/production', 'tree', '2.0.0', { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'tree')).toBe('tree of base')
    for (const { filename, bytes } of [tree, base])
      expect(sha256(await readFile(join(app.folder, 'gems/cache', filename)))).toBe(sha256(bytes))
  })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('gem publishes', () => {
  const test = testsOf('gem', installers.gem.isPresent, false)
  const { inside, call, workplace } = worlds()

  /** A gem that its author builds from a description of it. */
  async function built(name: string, whose: object = { as: 'writer' }) {
    const work = await workplace('ruby', 'acme/dev', whose)
    await work.write(`lib/${name}.rb`, `${name.toUpperCase()} = "published"\n`)
    const lines = [`s.name = "${name}"`, 's.version = "1.0.0"', 's.summary = "A gem"', 's.authors = ["Somebody"]']
    const more = [`s.files = ["lib/${name}.rb"]`, 's.license = "MIT"', 's.required_ruby_version = ">= 2.5", "< 9"']
    await work.write('own.gemspec', `Gem::Specification.new { |s|\n${[...lines, ...more].join('\n')}\n}\n`)
    const gem = (...args: string[]) => run(['gem', ...args], surroundings(work))
    expect(await gem('build', 'own.gemspec')).toMatchObject({ code: 0 })
    return { ...work, gem, push: () => gem('push', `${name}-1.0.0.gem`) }
  }

  test('a gem, which is scanned, which others find and install, and which can be yanked', async () => {
    const author = await built('published')
    expect(await author.push()).toMatchObject({ code: 0, output: expect.stringContaining('Successfully registered gem') })
    await inside.settle()
    expect(await call('GET', '/packages/acme/dev/?query=name:published')).toMatchObject([
      { uploader: 'writer', is_sync_completed: true, filename: 'published-1.0.0.gem', spdx_license: 'MIT' },
    ])
    const app = await workplace('ruby', 'acme/dev', { as: 'reader' })
    const found = await run(['gem', 'search', '--remote', 'publi'], surroundings(app))
    expect(found).toMatchObject({ code: 0, output: expect.stringContaining('published (1.0.0)') })
    expect(await installers.gem.install(app, 'published')).toMatchObject({ code: 0 })
    expect(await said(app, 'published')).toBe('published')

    const yanked = await author.gem('yank', 'published', '-v', '1.0.0')
    expect(yanked).toMatchObject({ code: 0, output: expect.stringContaining('Successfully deleted gem: published (1.0.0)') })
    await inside.settle()
    const late = await installers.gem.install(await workplace('ruby', 'acme/dev', { as: 'reader' }), 'published')
    expect(late.code).not.toBe(0)
  })

  test.each([
    ['who may not', { as: 'reader' }, /You do not have permission/],
    ['whom nobody knows', { token: 'nobody-has-this' }, /Invalid token/],
  ])('nothing for those %s', async (_, whose, why) => {
    const { code, output } = await (await built('never', whose)).push()
    expect(code).not.toBe(0)
    expect(output).toMatch(why)
  })

  test('no gem twice', async () => {
    const author = await built('once')
    expect(await author.push()).toMatchObject({ code: 0 })
    await inside.settle()
    const again = await author.push()
    expect([again.code, again.output]).toEqual([1, expect.stringContaining('once-1.0.0 has been pushed already.')])
  })
})

describe('bundle', () => {
  const test = testsOf('bundle', hasBundler, false)
  const { inside, workplace } = worlds()

  test('asks for what has come to the index since, and goes by it', async () => {
    const add = (fixture: PackageFixture) => inside.add('acme/dev', fixture)
    await add(gemNamed('grows', '1.0.0', 'GROWS = "small"\n'))
    const work = await workplace('ruby', 'acme/dev', { client: 'bundle' })
    expect(await installers.bundle.install(work, 'grows')).toMatchObject({ code: 0 })
    await add(gemNamed('other', '1.0.0', 'OTHER = ""\n'))
    await add(gemNamed('grows', '1.1.0', 'GROWS = "large"\n'))
    expect(await installers.bundle.install(work, 'grows', '>= 1.1')).toMatchObject({ code: 0 })
    expect(await said(work, 'grows')).toBe('large')
  })
})
