import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { compiledPolicy, findOpa, type OpaBinary, opaBinary, type Rego } from '../rego.ts'
import { npmPackage } from '../testing.ts'

const policies = '/v2/workspaces/acme/policies/'
const found = findOpa()
const withOpa = found === undefined ? ' (skipped: there is no program opa, neither in the variable OPA nor on the PATH)' : ''

/** Matches critical findings, with a reason, in both spellings of `reason` that are in use. */
const critical = `package cloudsmith

default match := false

match if count(bad) > 0

bad contains v.identifier if {
  some v in input.v0.vulnerabilities
  v.severity == "CRITICAL"
}

reason contains sprintf("%d critical findings", [count(bad)]) if match
`

/** Matches packages that are older than a day, by the emulator's clock. */
const old = `package cloudsmith

default match := false

age := time.now_ns() - time.parse_rfc3339_ns(input.v0["package"].uploaded_at)

match if age > 24 * 3600 * 1000000000

newer := semver.compare(input.v0["package"].version, "1.2.3")

reason[text] if {
  match
  text := "old"
}
`

/** Has a package of its own, and uses a name that is a keyword of Rego. */
const below = `package cloudsmith.names.unwanted

default match := false

match if input.v0.package.name == "left-pad"

reason contains sprintf("%s is not wanted", [input.v0.package.name]) if match
`

const folder = mkdtempSync(join(tmpdir(), 'emulator-opa-'))
let opa: OpaBinary | undefined
afterAll(() => {
  opa?.close()
  rmSync(folder, { recursive: true, force: true })
})

function running(): OpaBinary {
  opa ??= opaBinary()
  return opa
}

/** Compiles a policy as a user would. */
function build(rego: string, entrypoint = 'cloudsmith'): Uint8Array {
  const [source, bundle] = [join(folder, 'policy.rego'), join(folder, 'bundle.tar.gz')]
  writeFileSync(source, rego)
  execFileSync(found ?? '', ['build', '--target', 'wasm', '--entrypoint', entrypoint, '--output', bundle, source])
  return readFileSync(bundle)
}

const evaluators: [name: string, rego: () => Rego][] = [
  ['opaBinary', running],
  [
    'compiledPolicy',
    () => compiledPolicy({ Critical: build(critical), Old: build(old), Below: build(below, 'cloudsmith/names/unwanted') }),
  ],
]

describe.skipIf(found === undefined).each(evaluators)(`%s${withOpa}`, (_name, rego) => {
  test('quarantines what a real policy matches, and lets the rest go', async () => {
    const { admin, publish } = story({ rego: rego() })
    const policy = (await admin('POST', policies, { name: 'Critical', rego: critical })).body
    await admin('POST', `${policies}${policy.slug_perm}/actions/`, {
      action_type: 'SetPackageState',
      package_state: 'QUARANTINED',
    })

    const bad = await publish(npmPackage({ name: 'minimist', version: '1.2.5' }))
    const good = await publish(npmPackage({ name: 'minimist', version: '1.2.8' }))

    expect([bad.is_quarantined, good.is_quarantined]).toEqual([true, false])
    const [decision] = (await admin('GET', `${policies}decision_logs/?match=true`)).body.results
    expect(decision.policy_output).toEqual({ match: true, bad: [expect.any(String)], reason: ['1 critical findings'] })
  })

  test('evaluates policies of packages below cloudsmith as well', async () => {
    const { admin, publish } = story({ rego: rego() })
    await admin('POST', policies, { name: 'Below', rego: below })
    await publish(npmPackage({ name: 'left-pad', version: '1.0.0' }))
    const [decision] = (await admin('GET', `${policies}decision_logs/`)).body.results
    expect(decision.policy_output).toEqual({ match: true, reason: ['left-pad is not wanted'] })
  })

  test('goes by the time of the emulator, and keeps policies of the same package apart', async () => {
    const { emulator, admin } = story({ rego: rego() })
    await emulator.add('acme/dev', npmPackage({ name: 'left-pad', version: '1.3.0' }))
    const paths: string[] = []
    for (const [name, source] of Object.entries({ Old: old, Critical: critical })) {
      const { body } = await admin('POST', policies, { name, rego: source, enabled: false })
      paths.push(`${policies}${body.slug_perm}/simulate/`)
    }
    const outputs = () =>
      Promise.all(paths.map(async (path) => (await admin('GET', path)).body.results[0].policy_output as Record<string, unknown>))

    expect(await outputs()).toEqual([
      { match: false, age: 0, newer: 1, reason: [] },
      { match: false, bad: [], reason: [] },
    ])
    await emulator.clock.advance(25 * 3_600_000)
    expect(await outputs()).toMatchObject([{ match: true, age: 25 * 3600e9, reason: ['old'] }, { match: false }])
  })
})

describe.skipIf(found === undefined)(`opaBinary${withOpa}`, () => {
  test.each([
    ['does not parse', 'package cloudsmith\nmatch if {', /2:\d+: rego_parse_error: /],
    ['names what there is not', 'package cloudsmith\nmatch if shout(1)', /2:10: rego_type_error: undefined function shout/],
    ['is of another package', 'package acme\nmatch := true', /has to be cloudsmith, .* unlike acme/],
    ['only looks like it', 'package cloudsmiths.names\nmatch := true', /unlike cloudsmiths\.names/],
    [
      'reaches for the network',
      'package cloudsmith\nmatch if http.send({"url": "x", "method": "get"}).status_code == 200',
      /http\.send cannot/,
    ],
  ])('a policy that %s is refused with the words of OPA', async (_why, rego, message) => {
    const { admin } = story({ rego: running() })
    const refused = await admin('POST', policies, { name: 'Wrong', rego, enabled: false })
    expect(refused).toMatchObject({ status: 422, body: { fields: { rego: [expect.stringMatching(message)] } } })

    const { body } = await admin('POST', policies, { name: 'Right', rego: critical })
    const path = `${policies}${body.slug_perm}/`
    expect((await admin('PATCH', path, { rego })).status).toBe(422)
    expect((await admin('PATCH', path, { precedence: 3 })).body).toMatchObject({
      rego: critical.trim(),
      version: 1,
      precedence: 3,
    })
  })

  test('a policy that contradicts itself matches nothing, and its decision tells why', async () => {
    const { admin, publish } = story({ rego: running() })
    const rego = 'package cloudsmith\nmatch if input.v0\nmatch := false if input.v0["package"]'
    await admin('POST', policies, { name: 'Torn', rego })
    const pkg = await publish(npmPackage({ name: 'left-pad', version: '1.0.0' }))
    expect(pkg.is_sync_completed).toBe(true)
    const [{ policy_output }] = (await admin('GET', `${policies}decision_logs/`)).body.results
    expect(policy_output).toMatchObject({ match: false, error: expect.stringContaining('eval_conflict_error') })
  })

  test('does not keep this process alive, and ends with it even where it is killed', async () => {
    const [wrapper, told] = [join(folder, 'opa'), join(folder, 'pid')]
    writeFileSync(wrapper, `#!/bin/sh\necho $$ > ${told}\nexec ${found} "$@"\n`, { mode: 0o755 })
    const program = `
      import { opaBinary } from ${JSON.stringify(new URL('../rego.ts', import.meta.url).href)}
      const rego = opaBinary({ path: ${JSON.stringify(wrapper)} })
      console.log(JSON.stringify(await rego.check({ name: 'x', rego: 'package cloudsmith\\nmatch := true' })))`
    for (const end of ['', "process.kill(process.pid, 'SIGKILL')"]) {
      const ended = spawnSync(process.execPath, ['--input-type=module', '-e', `${program}\n${end}`], {
        encoding: 'utf8',
        timeout: 20_000,
      })
      expect(ended).toMatchObject({ stdout: '[]\n', signal: end === '' ? null : 'SIGKILL' })
      const pid = Number(readFileSync(told, 'utf8'))
      await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
    }
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe.skipIf(found === undefined)(`compiledPolicy${withOpa}`, () => {
  test('takes one form for all policies, and single entrypoints', async () => {
    const rego = compiledPolicy(build(critical, 'cloudsmith/match'))
    const { admin, publish } = story({ rego })
    await admin('POST', policies, { name: 'Any', rego: critical })
    await publish(npmPackage({ name: 'minimist', version: '1.2.5' }))
    const { results } = (await admin('GET', `${policies}decision_logs/?match=true`)).body
    expect(results[0].policy_output).toMatchObject({ match: true })
    expect(results[0].policy_output).not.toHaveProperty('bad')
  })

  test('refuses a bundle without the entrypoint', async () => {
    const { admin } = story({ rego: compiledPolicy(build('package other\nmatch := true', 'other')) })
    const refused = await admin('POST', policies, { name: 'Any', rego: 'x' })
    expect(refused.body.fields.rego[0]).toContain('no entrypoint cloudsmith')
  })
})

test('a policy without a compiled form is refused', async () => {
  const { admin } = story({ rego: compiledPolicy({}) })
  const refused = await admin('POST', policies, { name: 'Unknown', rego: 'package cloudsmith' })
  expect(refused.body.fields.rego).toEqual(['There is no compiled form of the policy "Unknown".'])
  const garbage = story({ rego: compiledPolicy(new Uint8Array([1, 2, 3])) })
  expect((await garbage.admin('POST', policies, { name: 'Any', rego: 'x' })).body.fields.rego[0]).toContain('WebAssembly')
})

/** A program that prints this when it is started for its version. */
function playing(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n[ "$*" = version ] || exit 9\n${script}\n`, { mode: 0o755 })
  return path
}

test.each([
  ['1.6.0', '1.6.0'],
  ['1.22.4', '1.22.4'],
  ['2.0.0-dev', '2.0.0-dev'],
])('OPA %s is taken', (told, version) => {
  const path = playing('opa-taken', `echo "Version: ${told}"; echo "Rego Version: v1"`)
  const opa = opaBinary({ path })
  expect([opa.program, opa.version]).toEqual([path, version])
})

test.each([
  ['is too old', 'echo "Version: 1.5.1"', /is OPA 1\.5\.1, which is too old: .* from 1\.6\.0 on\.$/],
  ['is older by far', 'echo "Version: 0.70.0"', /is OPA 0\.70\.0, which is too old/],
  ['is something else', 'echo "jq-1.7"', /is not OPA: when asked for its version, it printed "jq-1\.7"\.$/],
  ['fails', 'echo "no such command" >&2; exit 3', /does not report its version like OPA: no such command$/],
  ['sees what is in the environment', 'echo "$SECRET"; env', /is not OPA: (?!.*hush)/],
])('a program that %s is refused at once', (_what, script, message) => {
  process.env.SECRET = 'hush'
  expect(() => opaBinary({ path: playing('opa-refused', script) })).toThrow(message)
  delete process.env.SECRET
})

test('where there is no OPA, that is said at once, with what to do', () => {
  expect(() => opaBinary({ path: join(folder, 'none') })).toThrow(/there is no OPA at .*none\. Install Open Policy Agent/)
  expect(findOpa(folder)).toBeUndefined()
})
