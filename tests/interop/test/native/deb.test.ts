import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { debPackage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { worlds } from '../../src/native/worlds.ts'

const base = debPackage({
  name: 'base',
  version: '1:1.2.0-1',
  distribution: 'debian/trixie',
  files: { 'usr/share/base/text': 'base' },
})
const tree = debPackage({
  name: 'tree',
  version: '2.0.0~rc1-1',
  depends: 'base (>= 1:1.2), missing | base',
  distribution: 'debian/trixie',
  files: { 'usr/share/tree/text': 'tree of base' },
})

interface Whose {
  readonly as?: string
  readonly token?: string
}

describe('apt-get', () => {
  const test = testsOf('apt-get', isThere('apt-get', '--version') && isThere('gpgv', '--version'), false)
  const { inside, url, upstream, call, connect, offer, promote, upload, workplace } = worlds()

  /** A machine of its own, of which apt knows the packages and the sources, and nothing of ours. */
  async function machine(place: string, whose: Whose = {}) {
    const work = await workplace('deb', place, whose)
    const { folder } = work
    for (const path of ['var/lib/apt/lists/partial', 'var/cache/apt/archives/partial', 'etc/apt/preferences.d', 'var/lib/dpkg'])
      await mkdir(join(folder, path), { recursive: true })
    await work.write('var/lib/dpkg/status', '')
    const configuration = await work.write(
      'apt.conf',
      [
        `Dir "${folder}";`,
        'APT::Architecture "amd64";',
        'APT::Sandbox::User "";',
        'Acquire::Languages "none";',
        // What Debian does unless somebody has turned it off.
        'Acquire::Check-Date "true";',
        '',
      ].join('\n'),
    )
    const env = { ...work.env, APT_CONFIG: configuration, LC_ALL: 'C' }
    const apt = (...args: string[]) => run(['apt-get', '--yes', ...args], { folder, env })
    return {
      ...work,
      apt,
      /** Reads what the repository has, and fetches a package with all that it needs. */
      async fetch(name: string) {
        const read = await apt('update', '--error-on=any')
        return read.code === 0 ? apt('install', '--download-only', name) : read
      },
      /** What was fetched, by package. */
      async fetched(): Promise<Record<string, Uint8Array>> {
        const archives = join(folder, 'var/cache/apt/archives')
        const names = (await readdir(archives)).filter((name) => name.endsWith('.deb'))
        const files = names.map(
          async (name) => [name.split('_', 1)[0] ?? '', new Uint8Array(await readFile(join(archives, name)))] as const,
        )
        return Object.fromEntries(await Promise.all(files))
      },
      /** The text that an installed package would have. */
      async installed(name: string) {
        const archives = join(folder, 'var/cache/apt/archives')
        const [file = ''] = (await readdir(archives)).filter((each) => each.startsWith(`${name}_`))
        await run(['dpkg-deb', '--extract', join(archives, file), join(folder, 'root')], { folder, env })
        return readFile(join(folder, 'root/usr/share', name, 'text'), 'utf8')
      },
    }
  }

  const push = (name: string, options: object = {}) =>
    upload(debPackage({ name, version: '1.0', distribution: 'debian/trixie', ...options }))

  beforeAll(async () => {
    await offer(base, tree)
    await push('left', { files: { 'usr/share/left/text': 'left' } })
  })

  test('installs what was uploaded, by the key of an account and by the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for apt' })
    for (const whose of [{ as: 'reader' }, { token }]) {
      const { fetch, installed } = await machine('acme/dev', whose)
      expect(await fetch('left')).toMatchObject({ code: 0 })
      expect(await installed('left')).toBe('left')
    }
    const [{ downloads }] = await call('GET', '/packages/acme/dev/?query=name:left')
    expect(downloads).toBe(2)
  })

  test('takes the list of sources and the key that the service’s own instructions download', async () => {
    const { folder, write, apt } = await machine('acme/dev')
    const headers = { Authorization: `Basic ${btoa('token:emulator-read-key')}` }
    const ask = async (path: string) => (await fetch(`${url()}/dl/basic/acme/dev/${path}`, { headers })).text()
    const { fingerprint_short: id } = await call('GET', '/repos/acme/dev/gpg/')
    const key = await write('key.asc', await ask(`gpg.${id}.key`))
    const list = await ask('config.deb.txt?distro=debian&codename=trixie&component=main')
    const source = list.split('\n').find((line) => line.startsWith('deb ')) ?? ''
    await write('etc/apt/sources.list.d/acme-dev.sources', '')
    await write('etc/apt/sources.list', `${source.replace(/signed-by=[^\]]+/, `signed-by=${key}`)}\n`)
    expect(await apt('update', '--error-on=any')).toMatchObject({ code: 0 })
    expect(await apt('download', 'left')).toMatchObject({ code: 0 })
    expect(await readdir(folder)).toContain('left_1.0_all.deb')
  })

  test('believes nothing that another key has signed', async () => {
    const { apt } = await machine('acme/dev')
    await call('POST', '/repos/acme/dev/gpg/regenerate/')
    const { code, output } = await apt('update', '--error-on=any')
    expect([code, output]).toEqual([100, expect.stringMatching(/NO_PUBKEY|not signed|couldn't be verified/)])
    expect(await (await machine('acme/dev')).fetch('left')).toMatchObject({ code: 0 })
  })

  test.each([
    ['nobody has the key', 'acme/dev', 'left', { token: 'nobody-has-this' }, /401/],
    ['the package is missing', 'acme/dev', 'missing', {}, /Unable to locate package missing/],
    ['the repository has no upstream', 'acme/production', 'tree', {}, /Unable to locate package tree/],
  ])('says why it cannot install where %s', async (_, place, name, whose, why) => {
    const { code, output } = await (await machine(place, whose)).fetch(name)
    expect([code, output]).toEqual([100, expect.stringMatching(why)])
  })

  test('is refused what is quarantined, and what a policy keeps back', async () => {
    const { slug_perm } = await push('held')
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const policy = { name: 'Not this one', package_query_string: 'name:^denied$', action: 'Quarantine' }
    const made = await call('POST', '/orgs/acme/deny-policy/', policy)
    await push('denied')
    for (const name of ['held', 'denied']) {
      const { code, output } = await (await machine('acme/dev')).fetch(name)
      expect([code, output]).toEqual([100, expect.stringMatching(/403/)])
    }
    await call('DELETE', `/orgs/acme/deny-policy/${made.slug_perm}/`)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const slug = await connect('deb', { upstream_url: `${upstream('deb')}/debian`, distro_versions: ['debian/trixie'] })
    expect((await (await machine('acme/production')).fetch('tree')).output).toContain('Unable to locate package tree')

    expect(await (await machine('acme/dev')).fetch('tree')).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/dev/?query=tag:outside&sort=name')).toMatchObject([
      { name: 'base', uploader: 'cloudsmith-o6v' },
      { name: 'tree', uploader: 'cloudsmith-o6v' },
    ])

    await promote('tree')
    const half = await (await machine('acme/production')).fetch('tree')
    expect([half.code, half.output]).toEqual([100, expect.stringMatching(/base.*(not installable|not going to be installed)/)])

    const { items, missing } = await byEngine(inside, 'name:^tree$')
    expect(items.map((item) => item.package.name)).toContain('base')
    // The service tells alternatives one by one: this one is in neither repository, and its other is there.
    expect(missing?.map(({ name, why }) => [name, why])).toEqual([['missing', 'elsewhere']])
    await call('DELETE', `/repos/acme/dev/upstream/deb/${slug}/`)
    const last = await machine('acme/production', { as: 'reader' })
    expect(await last.fetch('tree')).toMatchObject({ code: 0 })
    expect(await last.fetched()).toEqual({ base: new Uint8Array(base.bytes), tree: new Uint8Array(tree.bytes) })
    expect(await last.installed('tree')).toBe('tree of base')
  })
})
