import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../../test/json.ts'
import { mirrorClient } from '../../test/mirror-client.ts'
import { createEmulator } from '../index.ts'
import { formatMirror, readMirror } from '../mirror.ts'
import { findOpa } from '../rego.ts'
import { npmPackage } from '../testing.ts'
import { type CliOptions, cliOptions, readArguments, UsageError } from './arguments.ts'
import { help } from './help.ts'
import { oldestNode, tooOld } from './oldest-node.ts'
import { readAdvisories } from './read-advisories.ts'
import { start } from './start.ts'

/** The built program, which is what people start; its source would mean reading five hundred files at each start. */
const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }

let folder: string
const children: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-cli-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** Starts the program, as `npx` would. */
function launch(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Each test decides what evaluates policies.
    env: { ...process.env, OPA: '' },
  })
  children.push(child)
  const told = { out: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (told.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (told.errors += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    told,
    ended,
    /** The URL, once it has been printed. */
    async url() {
      const found = () => /emulator at (http:\S+)/.exec(told.out)?.[1]
      await expect.poll(() => found() ?? told.errors, { timeout: 20_000 }).toMatch(/^http/)
      return found() ?? ''
    },
    stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

test('it starts, tells where it is and with which keys, logs a line for each request, and stops when it is told to', async () => {
  const emulator = launch('--port', '0')
  const url = await emulator.url()
  expect((await fetch(`${url}/repos/acme/dev/`, { headers })).status).toBe(200)
  expect((await fetch(`${url}/repos/acme/none/`, { headers })).status).toBe(404)
  expect((await fetch(`${url}/repos/acme/?limit=5`, { headers })).status).toBe(200)
  expect((await json(await fetch(`${url}/_emulator/state`))).requests).toBe(3)
  const lines = [
    'GET /repos/acme/dev/ 200',
    "GET /repos/acme/none/ 404 no repository 'none' in acme",
    'GET /repos/acme/ 200 ignored: ?limit',
    '',
  ]
  await expect.poll(() => emulator.told.errors).toBe(lines.join('\n'))
  expect(emulator.told.out).toContain(`${url}/_emulator/`)
  expect(emulator.told.out).toContain('emulator-read-key  acme/reader (Member, Read)')
  expect(await emulator.stop()).toBe(0)
  await expect(fetch(url)).rejects.toThrow(TypeError)
})

test('a request that is asleep does not keep it from stopping', async () => {
  const emulator = launch('--port', '0', '--speed', '1', '--quiet')
  const url = await emulator.url()
  await fetch(`${url}/_emulator/latency`, { method: 'POST', body: '{"milliseconds": 3600000}' })
  const asleep = fetch(`${url}/repos/acme/`, { headers })
  const lost = expect(asleep).rejects.toThrow(TypeError)
  await expect.poll(async () => (await json(await fetch(`${url}/_emulator/state`))).requests).toBe(1)
  expect(await emulator.stop('SIGINT')).toBe(0)
  await lost
  expect(emulator.told.errors).toBe('')
})

test('a port that is taken is said, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  try {
    const emulator = launch('--port', String(port))
    expect(await emulator.ended).toBe(1)
    expect(emulator.told).toEqual({
      out: '',
      errors: `Port ${port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another port (0 takes a free one).\n`,
    })
  } finally {
    other.close()
  }
})

test('a seed that is wrong is said with its line and field', async () => {
  const file = join(folder, 'story.yaml')
  await writeFile(file, 'workspaces:\n  - slug: acme\n    accounts: [{ slug: me, kee: x }]\n')
  const emulator = launch('--seed', file)
  expect(await emulator.ended).toBe(2)
  expect(emulator.told.errors).toBe(
    `${file}:3:16: workspaces[0].accounts[0].key: is missing\n${file}:3:33: workspaces[0].accounts[0].kee: there is no such field; did you mean key?\n`,
  )
})

test('it starts with a mirror, whose packages are there under their identifiers, and goes back to it', async () => {
  const real = createEmulator()
  const { slug_perm } = await real.add('acme/dev', npmPackage({ name: 'minimist', version: '1.2.5' }))
  const file = join(folder, 'acme.jsonl')
  await writeFile(file, formatMirror(await readMirror(mirrorClient(real), { owner: 'acme', findings: 'all' })))
  const running = await start(readArguments(['--port', '0', '--quiet', '--mirror', file]) as CliOptions, () => {})
  try {
    const { url } = running.server
    const read = async () => json(await fetch(`${url}/packages/acme/dev/${slug_perm}/`, { headers }))
    expect(running.origin).toBe('mirror')
    expect(await read()).toMatchObject({ name: 'minimist', vulnerability_counts: { total: 1 } })
    await fetch(`${url}/packages/acme/dev/${slug_perm}/tag/`, { method: 'POST', headers, body: '{"tags":["x"]}' })
    await fetch(`${url}/_emulator/reset`, { method: 'POST' })
    expect((await read()).tags.info).toBeUndefined()
  } finally {
    await running.stop()
  }
})

test('a mirror that is none is said with its line', async () => {
  const file = join(folder, 'acme.jsonl')
  await writeFile(file, '{"kind":"something else"}\n')
  const emulator = launch('--mirror', file)
  expect(await emulator.ended).toBe(2)
  expect(emulator.told.errors).toBe(`${file}:1: kind: must be "cloudsmith-emulator/mirror"\n`)
})

test('what is pushed is there after a new start, also after a reset that goes back to the seed', async () => {
  const seed = join(folder, 'story.yaml')
  const state = join(folder, 'state')
  const account = '{ slug: me, key: my-key, role: Owner }'
  await writeFile(
    seed,
    `workspaces: [{ slug: acme, accounts: [${account}], repositories: [{ slug: dev, packages: [{ format: npm, name: ms, version: 2.1.3 }] }] }]`,
  )
  const args = ['--port', '0', '--seed', seed, '--state', state, '--speed', '1000', '--quiet']
  const mine = { 'X-Api-Key': 'my-key', 'Content-Type': 'application/json' }
  const names = async (url: string) =>
    (await json(await fetch(`${url}/packages/acme/dev/`, { headers: mine }))).map((pkg: { name: string }) => pkg.name)

  const first = launch(...args)
  let url = await first.url()
  expect(first.told.out).toContain('Started with the seed')
  expect(await names(url)).toEqual(['ms'])
  const sent = await fetch(`${url}/upload/acme/dev/note.txt`, { method: 'PUT', headers: mine, body: 'hello' })
  const { identifier } = await json(sent)
  await fetch(`${url}/packages/acme/dev/upload/raw/`, {
    method: 'POST',
    headers: mine,
    body: JSON.stringify({ package_file: identifier, name: 'note' }),
  })
  await fetch(`${url}/_emulator/settle`, { method: 'POST' })
  expect(await first.stop()).toBe(0)

  const second = launch(...args)
  url = await second.url()
  expect(second.told.out).toContain('Started with the saved state')
  expect((await names(url)).sort()).toEqual(['ms', 'note'])
  const [{ cdn_url }] = await json(await fetch(`${url}/packages/acme/dev/?query=name:note`, { headers: mine }))
  expect(await (await fetch(cdn_url, { headers: mine })).text()).toBe('hello')
  await fetch(`${url}/_emulator/reset`, { method: 'POST' })
  expect(await names(url)).toEqual(['ms'])
  // It is written a moment after the change, not only at the end.
  await expect.poll(() => readFile(join(state, 'emulator.state'), 'latin1'), { timeout: 20_000 }).not.toContain('note.txt')
  await second.stop('SIGKILL')

  const third = launch(...args)
  expect(await names(await third.url())).toEqual(['ms'])
  expect(await third.stop()).toBe(0)
})

test('a foreign state is refused and stays as it is', async () => {
  await writeFile(join(folder, 'emulator.state'), 'my diary')
  const emulator = launch('--state', folder)
  expect(await emulator.ended).toBe(2)
  expect(emulator.told.errors).toContain('is not a state of the emulator. Nothing was changed')
  expect(await readFile(join(folder, 'emulator.state'), 'utf8')).toBe('my diary')
})

test('an advisory that is dropped into the folder quarantines what is already there', async () => {
  const seed = join(folder, 'story.yaml')
  const advisories = join(folder, 'osv')
  await mkdir(advisories)
  await writeFile(
    seed,
    `workspaces:
  - slug: acme
    accounts: [{ slug: admin, key: emulator-admin-key, role: Owner }]
    policies: { vulnerability: [{ name: Strict, min_severity: Low, on_violation_quarantine: true }] }
    repositories: [{ slug: dev, packages: [{ format: npm, name: ms, version: 2.1.3 }] }]`,
  )
  const emulator = launch('--port', '0', '--seed', seed, '--advisories', advisories, '--speed', '100000', '--rate-limit', '5000')
  const url = await emulator.url()
  const look = async () => (await json(await fetch(`${url}/_emulator/packages`))).packages[0]
  expect(await look()).toMatchObject({ name: 'ms', quarantined: false })
  expect((await json(await fetch(`${url}/_emulator/state`))).rateLimit).toMatchObject({ limit: 5000, enforce: true })

  await writeFile(join(advisories, 'half.json'), '{"id": ')
  await expect.poll(() => emulator.told.errors, { timeout: 20_000 }).toContain('half.json:1: is not valid JSON: ')
  await rm(join(advisories, 'half.json'))
  await writeFile(join(advisories, 'ms.json'), JSON.stringify(record))
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ quarantined: true })
  expect(await emulator.stop()).toBe(0)
})

const record = {
  id: 'GHSA-mmmm-ssss-0001',
  affected: [{ package: { ecosystem: 'npm', name: 'ms' }, versions: ['2.1.3'] }],
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
}

test('advisories are read from a folder with folders, and from a zip', async () => {
  await mkdir(join(folder, 'npm'))
  await writeFile(join(folder, 'npm', 'ms.json'), JSON.stringify(record))
  await cp(new URL('../../advisories', import.meta.url), join(folder, 'others'), {
    recursive: true,
    filter: (name) => !name.endsWith('.md'),
  })
  const ids = (await readAdvisories(folder)).map(({ id }) => id)
  expect(ids).toContain(record.id)
  expect(ids).toHaveLength(13)

  const zip = join(folder, 'all.zip')
  await writeFile(zip, zipSync({ 'npm/ms.json': strToU8(JSON.stringify(record)), 'README.md': strToU8('no advisory') }))
  expect(await readAdvisories(zip)).toMatchObject([{ id: record.id }])
  await writeFile(zip, zipSync({ 'bad.json': strToU8('{"id": "X", "affected": 1}') }))
  await expect(readAdvisories(zip)).rejects.toThrow('all.zip: bad.json:1: X: affected must be a list')
  await writeFile(zip, zipSync({ 'huge.json': new Uint8Array(17 * 2 ** 20) }))
  await expect(readAdvisories(zip)).rejects.toThrow('all.zip: huge.json: is not an advisory: it has more than 16.0 MB')
  await writeFile(zip, 'no zip')
  await expect(readAdvisories(zip)).rejects.toThrow('is neither a folder nor a zip')
  await expect(readAdvisories(join(folder, 'none'))).rejects.toThrow(/^--advisories: .*none cannot be read: ENOENT/)

  const broken = join(folder, 'broken')
  await mkdir(join(broken, 'folder.json'), { recursive: true })
  await writeFile(join(broken, 'a.json'), '{\n  "id": "X-1",\n  "affected": [\n    { "package": { "ecosystem": 7 } }\n  ]\n}')
  const place = `${join(broken, 'a.json')}:4: X-1: affected[0].package.ecosystem must be text`
  await expect(readAdvisories(broken)).rejects.toThrow(place)
  await writeFile(join(broken, 'a.json'), '{\n  "id": \u001b }')
  await expect(readAdvisories(broken)).rejects.toThrow(/a\.json:2: is not valid JSON: [^\p{C}]+$/u)
  await writeFile(join(broken, 'a.json'), '{\n')
  await expect(readAdvisories(broken)).rejects.toThrow(/a\.json:2: is not valid JSON: /)
})

test('a second emulator on a state folder is refused with the process that has it; what a killed one left is taken over', async () => {
  const state = join(folder, 'state')
  const first = launch('--port', '0', '--state', state, '--quiet')
  await first.url()
  const second = launch('--port', '0', '--state', state)
  expect(await second.ended).toBe(2)
  expect(second.told).toEqual({
    out: '',
    errors: expect.stringMatching(
      /state is locked by the process \d+ on .*\n.*state is in use by the process \d+ on .*, which renews its lock\./,
    ),
  })
  await first.stop('SIGKILL')
  const third = launch('--port', '0', '--state', state, '--quiet')
  await third.url()
  expect(await third.stop()).toBe(0)
  expect(await readdir(state)).not.toContain('emulator.lock')
})

test('a variable OPA that will not do is told as such', async () => {
  const options = readArguments(['--port', '0'], { OPA: join(folder, 'none') })
  if (typeof options === 'string') throw new Error('unreachable: it is told to start')
  await expect(start(options, () => {})).rejects.toThrow(/^the variable OPA: there is no OPA at /)
})

test('a terminal that closes ends it as cleanly as anything else', async () => {
  const emulator = launch('--port', '0', '--state', join(folder, 'state'), '--quiet')
  await emulator.url()
  expect(await emulator.stop('SIGHUP')).toBe(0)
  expect(await readdir(join(folder, 'state'))).toEqual(['blobs', 'emulator.state'])
})

test.skipIf(process.platform === 'win32')('behind npx it ends with the shell, which hands no signal on', async () => {
  const state = join(folder, 'state')
  const command = [process.execPath, program, '--port', '0', '--state', state, '--quiet']
  const shell = spawn('sh', ['-c', '"$@"; exit $?', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, OPA: '', npm_lifecycle_event: 'npx' },
  })
  children.push(shell)
  await once(shell.stdout, 'data')
  shell.kill()
  // The emulator has the other end.
  await once(shell.stdout.resume(), 'end')
  expect(await readdir(state)).toEqual(['blobs', 'emulator.state'])
})

test('an old Node is refused in a sentence, by the version that the package demands', async () => {
  const { engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(engines.node).toContain(oldestNode)
  for (const version of ['18.20.4', '20.20.2', '22.11.0']) {
    expect(tooOld(version)).toBe(
      `The Cloudsmith emulator needs Node 22.12 or later, but this is ${version}. Install a newer version: see engines in its package.json.`,
    )
  }
  for (const version of ['22.12.0', '24.0.0', '25.1.0', process.versions.node]) expect(tooOld(version)).toBeUndefined()
})

test('--version is answered on the standard output', async () => {
  expect(readArguments(['-V'])).toBe('version')
  const asked = launch('--version')
  expect(await asked.ended).toBe(0)
  expect(asked.told).toEqual({ out: expect.stringMatching(/^\d+\.\d+\.\d+/), errors: '' })
})

test('--help tells every option', () => {
  expect(readArguments(['--help', '--port', 'x'])).toBe('help')
  expect([['-h'], ['help'], ['exec', '--help'], ['exec', '-h', '--', 'npm', 'test']].map((args) => readArguments(args))).toEqual(
    Array(4).fill('help'),
  )
  const told = [...help.matchAll(/--([a-z-]+)/g)].map(([, name]) => name)
  expect(new Set(told)).toEqual(new Set(Object.keys(cliOptions)))
})

test.each([
  [['--prot', '1'], "Unknown option '--prot': did you mean --port? (--help lists the options)"],
  [['--nonsuch\u001b[2J'], "Unknown option '--nonsuch\\u{1b}[2J' (--help lists the options)"],
  [['--port', '-1'], "--port has to be a whole number from 0 to 65535, not '-1'."],
  [['--speed', '-.5', '--quiet'], "--speed has to be a number above 0, at most 1000000, not '-.5'."],
  [['--speed', '1e300'], "--speed has to be a number above 0, at most 1000000, not '1e300'."],
  [['--seed', '--quiet'], '--seed needs a value (--help lists the options)'],
  [['--seed'], '--seed needs a value (--help lists the options)'],
  [['--quiet=yes'], '--quiet takes no value (--help lists the options)'],
  [['story.yaml'], "Unexpected argument 'story.yaml': did you mean --seed story.yaml?"],
  [['serve'], "Unexpected argument 'serve'"],
  [['--port', '99999'], "--port has to be a whole number from 0 to 65535, not '99999'."],
  [['--port', 'x'], '--port has to be'],
  [['--speed', '0'], "--speed has to be a number above 0, at most 1000000, not '0'."],
  [['--public-url', 'example.com'], '--public-url: The public URL has to be http(s)://HOST'],
  [['--allow-webhooks-to', '10.0.0.0/64'], '--allow-webhooks-to: "10.0.0.0/64" is neither an address nor a subnet.'],
  [['--log-size', '0'], '--log-size has to be a whole number above 0'],
  [['--rate-limit', '1.5'], '--rate-limit has to be a whole number above 0'],
  [['--limit', 'unpacked=1e9=3'], "--limit unpacked has to be a whole number above 0, not '1e9=3'."],
])('%j is a wrong use', (args, message) => {
  expect(() => readArguments(args)).toThrow(UsageError)
  expect(() => readArguments(args)).toThrow(message)
})

test.each([
  [[], {}, undefined],
  [['--opa'], {}, { path: '', said: '--opa' }],
  [['--opa', '--quiet'], {}, { path: '', said: '--opa' }],
  [['--opa', '/usr/bin/opa', '--quiet'], {}, { path: '/usr/bin/opa', said: '--opa' }],
  [['--opa=/usr/bin/opa'], { OPA: '/opt/opa' }, { path: '/usr/bin/opa', said: '--opa' }],
  [[], { OPA: '/opt/opa' }, { path: '/opt/opa', said: 'the variable OPA' }],
  [[], { OPA: '' }, undefined],
])('%j with %j looks for OPA at %j', (args, env, opa) => {
  expect(readArguments(args, env)).toMatchObject({ opa })
})

test('an OPA that will not do is said at the start', async () => {
  const old = join(folder, 'opa')
  await writeFile(old, '#!/bin/sh\necho "Version: 1.4.2"\n', { mode: 0o755 })
  for (const [path, message] of [
    [old, `--opa: ${old} is OPA 1.4.2, which is too old: policies of the service may say input.v0.package`],
    [join(folder, 'none'), `--opa: there is no OPA at ${join(folder, 'none')}. Install Open Policy Agent, 1.6 or later`],
  ] as const) {
    const emulator = launch('--port', '0', '--opa', path)
    expect(await emulator.ended).toBe(2)
    expect(emulator.told).toEqual({ out: '', errors: expect.stringContaining(message) })
  }
})

const opa = findOpa()

test.skipIf(opa === undefined)(`policies are evaluated by OPA${opa ? '' : ' (skipped: there is no program opa)'}`, async () => {
  const emulator = launch('--port', '0', '--opa', opa ?? '', '--quiet')
  const url = await emulator.url()
  expect(emulator.told.out).toMatch(/^Enterprise policies are evaluated by OPA \d+\.\d+\.\d+\.$/m)
  const policies = `${url}/v2/workspaces/acme/policies/`
  const post = (rego: string) => fetch(policies, { method: 'POST', headers, body: JSON.stringify({ name: 'Names', rego }) })
  expect((await post('package cloudsmith\nmatch if shout(1)')).status).toBe(422)
  expect((await post('package cloudsmith.names\nmatch if input.v0.package.name == "left-pad"')).status).toBe(201)
  expect(await emulator.stop()).toBe(0)
  expect(emulator.told.errors).toBe('')
})

test('a policy that nothing evaluates is told of in the log', async () => {
  const emulator = launch('--port', '0', '--quiet')
  const body = JSON.stringify({ name: 'Names', rego: 'package cloudsmith' })
  expect((await fetch(`${await emulator.url()}/v2/workspaces/acme/policies/`, { method: 'POST', headers, body })).status).toBe(
    201,
  )
  await expect
    .poll(() => emulator.told.errors)
    .toContain('The enterprise policy "Names" of acme is enabled, but nothing evaluates it.')
  expect(await emulator.stop()).toBe(0)
})

test('without options it is at home on the usual port', () => {
  expect(readArguments([])).toMatchObject({ port: 8787, host: '127.0.0.1', speed: 60, isQuiet: false, rateLimit: undefined })
})
