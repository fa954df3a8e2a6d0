import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { goModule } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
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
  const { inside, call, connect, offer, promote, workplace } = worlds()
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

  test.each([
    ['the token is nobody’s', 'acme/dev', 'acme.example/left', 'nobody-has-this', /404/],
    ['the module is missing', 'acme/dev', 'acme.example/missing', undefined, /404/],
    ['the repository has no upstream', 'acme/production', 'world.example/Base', undefined, /404/],
  ])('says why it cannot get a module where %s', async (_, place, module, token, why) => {
    const { got } = await program(place, module, 'latest', token)
    expect(got.code).not.toBe(0)
    expect(got.output).toMatch(why)
  })

  test('is refused what is quarantined, and what a policy keeps back, and shows why', async () => {
    const held = goModule({ name: 'acme.example/held', version: 'v1.0.0', ...source('package held\n') })
    const { slug_perm } = await inside.add('acme/dev', held)
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const first = await program('acme/dev', 'acme.example/held')
    expect(first.got.code).not.toBe(0)
    expect(first.got.output).toMatch(/403 Forbidden[\s\S]*This package is quarantined/)

    const { slug_perm: made } = await call('POST', '/orgs/acme/deny-policy/', {
      name: 'No banned modules',
      package_query_string: 'name:acme.example/banned',
      action: 'DENY',
      enabled: true,
    })
    await inside.add('acme/dev', goModule({ name: 'acme.example/banned', version: 'v1.0.0', ...source('package banned\n') }))
    const second = await program('acme/dev', 'acme.example/banned')
    await call('DELETE', `/orgs/acme/deny-policy/${made}/`)
    expect(second.got.code).not.toBe(0)
    expect(second.got.output).toMatch(/403 Forbidden[\s\S]*No banned modules/)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const module = 'world.example/tree/v2'
    const upstream = await connect('go')
    expect((await program('acme/production', module)).got.code).not.toBe(0)

    expect(await (await program('acme/dev', module)).said()).toBe('tree of old base')
    await inside.settle()
    const fetched = await call('GET', '/packages/acme/dev/?query=tag:outside')
    expect(fetched).toHaveLength(2)
    for (const pkg of fetched)
      expect(pkg).toMatchObject({ uploader: 'cloudsmith-o6v', security_scan_status: 'Scan Detected No Vulnerabilities' })

    await promote(module)
    const half = await program('acme/production', module)
    expect(half.got.code).not.toBe(0)
    expect(half.got.output).toMatch(/world\.example\/Base/)

    await promote('world.example/Base')
    await call('DELETE', `/repos/acme/dev/upstream/go/${upstream}/`)
    const app = await program('acme/production', module)
    expect(app.got).toMatchObject({ code: 0 })
    expect(await app.said()).toBe('tree of old base')
    const rows = await call('GET', '/packages/acme/production/')
    const digests = rows.map(({ checksum_sha256 }: { checksum_sha256: string }) => checksum_sha256)
    expect(digests.toSorted()).toEqual(
      [tree, oldBase].map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')).toSorted(),
    )
  })
})
