import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PackageFixture, pythonSdist, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

/** pip, uv and twine as they are now, in an environment that is thrown away after these tests. */
const tools = mkdtempSync(join(tmpdir(), 'cloudsmith-python-'))
const bin = join(tools, 'bin')
const python = join(bin, 'python')
const hasPython =
  isThere('python3', '-m', 'venv', tools) && isThere(python, '-m', 'pip', 'install', '-q', '--upgrade', 'pip', 'uv', 'twine')
const has = (program: string) => hasPython && isThere(join(bin, program), '--version')
const hasUv = has('uv')
const hasTwine = has('twine')

afterAll(() => rmSync(tools, { recursive: true, force: true }))

const module = (name: string, code: string) => ({ files: { [`${name}.py`]: code }, license: 'MIT' })
const left = pythonWheel({ name: 'left', version: '1.0.0', requiresPython: '>=3.8', ...module('left', 'said = "left"\n') })
const base = pythonWheel({ name: 'world.base', version: '1.2.0', ...module('world_base', 'said = "base"\n') })
const tree = pythonWheel({
  name: 'tree',
  version: '2.0.0',
  requires: ['world-base>=1'],
  ...module('tree', 'import world_base\nsaid = "tree of " + world_base.said\n'),
})

interface Installer {
  readonly isPresent: boolean
  install(folder: string, ...names: string[]): [program: string, ...args: string[]]
}

const installers: Readonly<Record<'pip' | 'uv', Installer>> = {
  pip: {
    isPresent: has('pip'),
    install: (folder, ...names) => [
      ...([python, '-m', 'pip', 'install', '--no-cache-dir', '--disable-pip-version-check', '--retries', '0'] as const),
      ...['--target', join(folder, 'lib'), ...names],
    ],
  },
  uv: {
    isPresent: hasUv,
    install: (folder, ...names) => [
      ...([join(bin, 'uv'), 'pip', 'install', '--no-cache', '--python', python] as const),
      ...['--target', join(folder, 'lib'), ...names],
    ],
  },
}

describe.each(Object.keys(installers) as (keyof typeof installers)[])('%s', (client) => {
  const { isPresent, install } = installers[client]
  const test = testsOf(client, isPresent, client === 'pip')
  const told = worlds()
  const { inside, call, offer, workplace } = told

  async function installed(place: string, names: string[], options = {}) {
    const work = await workplace('python', place, { client, ...options })
    return { ...work, outcome: await run(install(work.folder, ...names), work) }
  }

  /** What a program says that uses what was installed. */
  const said = async ({ folder, env }: Workplace, name: string) =>
    (await run([python, '-c', `import ${name}; print(${name}.said)`], { folder: join(folder, 'lib'), env })).output.trim()

  const upload = async (fixture: PackageFixture) => inside.add('acme/dev', fixture)

  beforeAll(async () => {
    await offer(base, tree)
    await upload(left)
  })

  test('installs what is there, with its dependencies', async () => {
    for (const fixture of [base, tree]) await inside.add('acme/staging', fixture)
    const app = await installed('acme/staging', ['Tree>=2'], { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'tree')).toBe('tree of base')
  })

  test('takes the newest version that is for its Python', async () => {
    const { files } = module('aged', 'said = "old"\n')
    await upload(pythonWheel({ name: 'aged', version: '1.0', license: 'MIT', files }))
    await upload(pythonWheel({ name: 'aged', version: '2.0', license: 'MIT', requiresPython: '>=99' }))
    await upload(pythonSdist({ name: 'aged', version: '0.9', license: 'MIT' }))
    const app = await installed('acme/dev', ['aged'])
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'aged')).toBe('old')
  })

  test('installs with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: `for ${client}` })
    const app = await installed('acme/dev', ['left==1.0.0'], { token })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await said(app, 'left')).toBe('left')
  })

  refusalsOf(test, told, {
    client,
    fixture: (name, license) => pythonWheel({ name, version: '1.0.0', license }),
    install: async (place, name, whose) => (await installed(place, [name], whose)).outcome,
    outside: 'tree',
    says: {
      quarantine: /403/,
      policy: /403/,
      'missing package': new RegExp(`No matching distribution found for missing-${client}|missing-${client} was not found`),
      'missing upstream': /No matching distribution found for tree|tree was not found/,
      'wrong credentials': /401|credentials|input is not available/i,
    },
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    let app: Workplace | undefined
    await showIsolation(told, {
      ...{ format: 'python', query: 'name:^tree$', whole: ['tree', 'world.base'], promote: byEngine },
      async install(place, as) {
        const { outcome, ...work } = await installed(place, ['tree==2.0.0'], as === undefined ? {} : { as })
        app = work
        return outcome
      },
    })
    if (app === undefined) throw new Error('nothing was installed')
    expect(await said(app, 'tree')).toBe('tree of base')
    expect(await readFile(join(app.folder, 'lib/tree.py'), 'utf8')).toContain('said = "tree of " + world_base.said')
  })
})

const publishers = {
  twine: {
    isPresent: hasTwine,
    publish: [join(bin, 'twine'), 'upload', '--non-interactive', '--disable-progress-bar', '-r', 'cloudsmith'],
  },
  uv: { isPresent: hasUv, publish: [join(bin, 'uv'), 'publish', '--no-cache', '--trusted-publishing', 'never'] },
} as const

describe.each(Object.keys(publishers) as (keyof typeof publishers)[])('%s publishes', (client) => {
  const { isPresent, publish } = publishers[client]
  const test = testsOf(client, isPresent, false)
  const { inside, call, workplace } = worlds()

  async function published(fixtures: readonly PackageFixture[], options: object = { as: 'writer' }) {
    const work = await workplace('python', 'acme/dev', { client, ...options })
    const paths = await Promise.all(fixtures.map(({ filename, bytes }) => work.write(`dist/${filename}`, bytes)))
    return run([...publish, ...paths] as [string, ...string[]], work)
  }

  test('a wheel and a source distribution, which are scanned, and which pip installs', async () => {
    const parts = { name: `by-${client}`, version: '1.0.0', ...module(`by_${client}`, 'said = "published"\n') }
    const fixtures = [pythonWheel(parts), pythonSdist(parts)]
    expect(await published(fixtures)).toMatchObject({ code: 0 })
    await inside.settle()
    const rows = await call('GET', `/packages/acme/dev/?query=name:by-${client}`)
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      const { bytes } = fixtures.find(({ filename }) => filename === row.filename) ?? { bytes: '' }
      const checksum_sha256 = createHash('sha256').update(bytes).digest('hex')
      expect(row).toMatchObject({ uploader: 'writer', is_sync_completed: true, checksum_sha256 })
    }
    const app = await workplace('python', 'acme/dev', { client: 'pip', as: 'reader' })
    expect(await run(installers.pip.install(app.folder, `by-${client}`), app)).toMatchObject({ code: 0 })
  })

  test('no file twice, and nothing for those who may not', async () => {
    const name = `once-${client}`
    const fixture = pythonWheel({ name, version: '1.0.0', license: 'MIT' })
    expect(await published([fixture])).toMatchObject({ code: 0 })
    await inside.settle()
    const changed = pythonWheel({ name, version: '1.0.0', license: 'MIT', summary: 'Something else' })
    // Of its own, as uv looks at the index when it was refused, and is content with a file that is there.
    const another = pythonWheel({ name, version: '2.0.0', license: 'MIT' })
    for (const [again, options, why] of [
      [changed, { as: 'writer' }, /409|do not match/],
      [another, { as: 'reader' }, /403/],
      [another, { token: 'nobody-has-this' }, /401/],
    ] as const) {
      const { code, output } = await published([again], options)
      expect(code).not.toBe(0)
      expect(output).toMatch(why)
    }
    await inside.settle()
    const [row, ...more] = await call('GET', `/packages/acme/dev/?query=name:${name}`)
    expect(more).toEqual([])
    expect(row.checksum_sha256).toBe(createHash('sha256').update(fixture.bytes).digest('hex'))
  })
})
