import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { goModule } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
import { type Workplace, worlds } from '../../src/native/worlds.ts'

const source = (code: string) => ({ files: { 'module.go': code } })
const base = goModule({ name: 'world.example/Base', version: 'v1.2.0', ...source('package base\n\nconst Said = "base"\n') })
const tree = goModule({
  name: 'world.example/tree/v2',
  version: 'v2.0.0',
  dependencies: { 'world.example/Base': 'v1.0.0' },
  ...source('package tree\n\nimport base "world.example/Base"\n\nconst Said = "tree of " + base.Said\n'),
})
const oldBase = goModule({
  name: 'world.example/Base',
  version: 'v1.0.0',
  ...source('package base\n\nconst Said = "old base"\n'),
})
const left = goModule({ name: 'acme.example/left', version: 'v1.0.0', ...source('package left\n\nconst Said = "left"\n') })

/** What go compiles of its own library, once for all programs of these tests. */
const compiled = mkdtempSync(join(tmpdir(), 'cloudsmith-go-'))

afterAll(() => rmSync(compiled, { recursive: true, force: true }))

describe('go', () => {
  const test = testsOf('go', isThere('go', 'version'), true)
  const told = worlds()
  const { inside, call, offer, workplace } = told
  const used: Workplace[] = []

  // What go has downloaded cannot be deleted otherwise.
  afterEach(async () => {
    for (const work of used.splice(0)) await run(['go', 'clean', '-modcache'], work)
  })

  async function tokenOf(place: string): Promise<string> {
    return (await call('POST', `/entitlements/${place}/?show_tokens=true`, { name: `go ${used.length} ${place}` })).token
  }

  /** A new program that prints what a module says, with whatever version of it go takes. */
  async function program(place: string, module: string, version = 'latest', token?: string) {
    const work = await workplace('go', place, { token: token ?? (await tokenOf(place)) })
    const mine = {
      ...work,
      env: { ...work.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', GOTELEMETRY: 'off', GOCACHE: compiled },
    }
    used.push(mine)
    await work.write('go.mod', 'module app\n\ngo 1.21\n')
    await work.write('main.go', `package main\n\nimport module "${module}"\n\nfunc main() { println(module.Said) }\n`)
    const got = await run(['go', 'get', `${module}@${version}`], mine)
    return { ...mine, got, said: async () => (await run(['go', 'run', '.'], mine)).output.trim() }
  }

  beforeAll(async () => {
    await offer(oldBase, base, tree)
    await inside.add('acme/dev', left)
  })

  test('gets the latest release, with what it requires', async () => {
    for (const module of [oldBase, base, tree]) await inside.add('acme/staging', module)
    const app = await program('acme/staging', 'world.example/tree/v2')
    expect(app.got).toMatchObject({ code: 0 })
    expect(await app.said()).toBe('tree of old base')
    const newer = await program('acme/staging', 'world.example/Base')
    expect(await newer.said()).toBe('base')
  })

  refusalsOf(test, told, {
    client: 'go',
    fixture: (name) => goModule({ name, version: 'v1.0.0', ...source('package any\n') }),
    install: async (place, name, whose) => (await program(place, name, 'latest', whose.token)).got,
    name: (plain) => `acme.example/${plain}`,
    outside: 'world.example/Base',
    policy: 'deny',
    says: {
      quarantine: /403 Forbidden[\s\S]*This package is quarantined/,
      policy: /403 Forbidden[\s\S]*Nothing banned/,
      'missing package': /404/,
      'missing upstream': /404/,
      'wrong credentials': /404/,
    },
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const module = 'world.example/tree/v2'
    let app: Awaited<ReturnType<typeof program>> | undefined
    await showIsolation(told, {
      ...{ format: 'go', query: `name:^${module}$`, whole: [module, 'world.example/Base'], promote: byEngine },
      async install(place) {
        app = await program(place, module)
        return app.got.code === 0 ? run(['go', 'run', '.'], app) : app.got
      },
    })
    expect(await app?.said()).toBe('tree of old base')
  })
})
