import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { cargoCrate } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Whose, worlds } from '../../src/native/worlds.ts'

const base = cargoCrate({
  name: 'base',
  version: '1.2.0',
  license: 'MIT',
  files: { 'src/lib.rs': 'pub fn text() -> &\'static str { "base" }' },
})
const tree = cargoCrate({
  name: 'tree',
  version: '2.0.0',
  license: 'MIT',
  dependencies: { base: '1.0' },
  files: { 'src/lib.rs': 'pub fn text() -> String { format!("tree of {}", base::text()) }' },
})

describe('cargo', () => {
  const test = testsOf('cargo', isThere('cargo', '--version'), true)
  const told = worlds()
  const { inside, call, offer, workplace } = told

  /** A program that says what its one dependency says. */
  async function project(place: string, [name, version]: readonly [string, string], whose: Whose = {}) {
    const work = await workplace('cargo', place, whose)
    // Where rustup has put cargo, as long as it does not come from elsewhere.
    const env = { ...work.env, RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup') }
    const manifest = `[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\n${name} = "${version}"\n`
    await work.write('Cargo.toml', manifest)
    await work.write('src/main.rs', `fn main() { println!("says {}", ${name.replaceAll('-', '_')}::text()); }`)
    return { ...work, cargo: (...args: string[]) => run(['cargo', ...args], { ...work, env }) }
  }

  /** A library of an author. */
  async function library(name: string, as: string) {
    const work = await project('acme/dev', ['none', '1'], { as })
    const manifest = `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\nlicense = "MIT"\ndescription = "A library"\n`
    await work.write('Cargo.toml', manifest)
    await work.write('src/lib.rs', 'pub fn text() -> &\'static str { "published" }')
    await work.write('src/main.rs', 'fn main() {}')
    return { ...work, publish: () => work.cargo('publish', '--registry', 'acme-dev', '--no-verify', '--allow-dirty') }
  }

  beforeAll(async () => {
    await offer(base, tree)
    await inside.add(
      'acme/dev',
      cargoCrate({ name: 'left', version: '1.0.0', license: 'MIT', files: { 'src/lib.rs': 'pub fn text() -> u8 { 1 }' } }),
    )
  })

  test('publishes a crate, which others use when it has synchronised, and which can be yanked', async () => {
    const author = await library('published', 'writer')
    expect(await author.publish()).toMatchObject({ code: 0 })
    await inside.settle()
    const app = await project('acme/dev', ['published', '1.0.0'], { as: 'reader' })
    expect(await app.cargo('run')).toMatchObject({ code: 0, output: expect.stringContaining('says published') })
    const again = await author.publish()
    expect([again.code, again.output]).toEqual([101, expect.stringMatching(/already (exists|been published)|published already/)])
    expect(await author.cargo('yank', '--registry', 'acme-dev', 'published@1.0.0')).toMatchObject({ code: 0 })
    const late = await (await project('acme/dev', ['published', '1.0.0'])).cargo('fetch')
    expect([late.code, late.output]).toEqual([101, expect.stringMatching(/yanked/)])
  })

  test('fetches with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for cargo' })
    expect(await (await project('acme/dev', ['left', '1.0.0'], { token })).cargo('fetch')).toMatchObject({ code: 0 })
  })

  test('finds crates', async () => {
    const { output } = await (await project('acme/dev', ['left', '1.0.0'])).cargo('search', '--registry', 'acme-dev', 'lef')
    expect(output).toContain('left = "1.0.0"')
  })

  refusalsOf(test, told, {
    client: 'cargo',
    fixture: (name, license) => cargoCrate({ name, version: '1.0.0', license }),
    install: async (place, name, whose) => (await project(place, [name, '*'], whose)).cargo('fetch'),
    outside: 'tree',
    says: {
      quarantine: /403/,
      policy: /403/,
      'missing package': /no matching package named `missing-cargo` found/,
      'missing upstream': /no matching package named `tree` found/,
      'wrong credentials': /401/,
    },
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    let app: Awaited<ReturnType<typeof project>> | undefined
    await showIsolation(told, {
      ...{ format: 'cargo', query: 'name:^tree$', whole: ['tree', 'base'], promote: byEngine },
      async install(place, as) {
        app = await project(place, ['tree', '2.0.0'], as === undefined ? {} : { as })
        return app.cargo('run')
      },
    })
    expect(await app?.cargo('run')).toMatchObject({ code: 0, output: expect.stringContaining('says tree of base') })
    // A lock file has the checksums of the bytes that cargo took.
    const lock = await readFile(join(app?.folder ?? '', 'Cargo.lock'), 'utf8')
    for (const { bytes } of [tree, base]) expect(lock).toContain(createHash('sha256').update(bytes).digest('hex'))
  })
})
