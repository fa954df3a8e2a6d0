import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readArguments, UsageError } from './arguments.ts'
import { optionsOfSeeds, readSeeds } from './seeds.ts'

/** The built program, which is what people start; its source would mean reading five hundred files at each start. */
const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

let folder: string
const children: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-exec-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** Runs `cloudsmith-emulator exec … -- node -e SCRIPT` in an environment with a key of the real service. */
function exec(options: readonly string[], script: string, ...args: string[]) {
  const child = spawn(process.execPath, [program, 'exec', ...options, '--', process.execPath, '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OPA: '', CLOUDSMITH_API_KEY: 'real-key', CLOUDSMITH_API_HOST: 'https://api.cloudsmith.io' },
  })
  children.push(child)
  const told = { out: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (told.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (told.errors += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, told, ended }
}

const account = (slug: string) => `accounts: [{ slug: ${slug}, key: ${slug}-key, role: Owner }]`

test('a command runs beside an emulator of its own that it finds by the usual variables, and its exit code is passed on', async () => {
  const ask = `
    const { CLOUDSMITH_API_HOST: host, CLOUDSMITH_API_KEY: key } = process.env
    const response = await fetch(host + '/repos/acme/', { headers: { 'X-Api-Key': key } })
    console.log(response.status, (await response.json()).length, process.argv[1])
    process.exitCode = 7`
  const { told, ended } = exec([], `(async () => {${ask}})()`, '--', '--port')
  expect(await ended).toBe(7)
  expect(told).toEqual({ out: '200 3 --port\n', errors: '' })
})

test('where the emulator knows nobody, the command has no key of the real service either', async () => {
  await writeFile(join(folder, 'nobody.yaml'), 'workspaces: []')
  const { told, ended } = exec(['--seed', join(folder, 'nobody.yaml')], 'console.log(process.env.CLOUDSMITH_API_KEY)')
  expect(await ended).toBe(0)
  expect(told.out).toBe('nobody-has-this-key\n')
})

test('signals reach the command, which decides', async () => {
  const { child, told, ended } = exec(
    [],
    `process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000); console.log('up')`,
  )
  await expect.poll(() => told.out, { timeout: 20_000 }).toBe('up\n')
  child.kill('SIGTERM')
  expect(await ended).toBe(3)
})

test('a command that a signal ends is told as shells tell it', async () => {
  expect(await exec([], `process.kill(process.pid, 'SIGKILL')`).ended).toBe(137)
})

test('a command that is not there is told as shells tell it', async () => {
  const child = spawn(process.execPath, [program, 'exec', '--', join(folder, 'none')], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(127)
  expect(errors).toBe(`${join(folder, 'none')} cannot be run: the program was not found.\n`)
})

test('the seeds of a folder are applied in the order of their names, and the first owner is who the command acts as', async () => {
  await writeFile(join(folder, '20-others.yml'), `workspaces: [{ slug: other, ${account('olga')} }]\nlatency: 1`)
  await writeFile(
    join(folder, '10-mine.yaml'),
    `workspaces: [{ slug: mine, ${account('me')} }]\nswitches: { copyKeepsTags: false }\nlatency: 5`,
  )
  await writeFile(join(folder, 'notes.md'), 'nothing')
  const { told, ended } = exec(['--init', folder], 'console.log(process.env.CLOUDSMITH_API_KEY)')
  expect(await ended).toBe(0)
  expect(told.out).toBe('me-key\n')
  expect(optionsOfSeeds(await readSeeds(undefined, folder))).toMatchObject({
    workspaces: [{ slug: 'mine' }, { slug: 'other' }],
    switches: { copyKeepsTags: false },
    latency: 1,
  })
})

test('one workspace in two seeds is refused, and so are folders that are none or have no seeds', async () => {
  await expect(readSeeds(undefined, folder)).rejects.toThrow(`--init: ${folder} has no seed files (.yaml, .yml or .json).`)
  await expect(readSeeds(undefined, join(folder, 'none'))).rejects.toThrow(UsageError)
  for (const name of ['a.yaml', 'b.yaml']) await writeFile(join(folder, name), `workspaces: [{ slug: acme, ${account('me')} }]`)
  const seeds = await readSeeds(undefined, folder)
  expect(() => optionsOfSeeds(seeds)).toThrow(
    `The workspace acme is in both ${join(folder, 'a.yaml')} and ${join(folder, 'b.yaml')}`,
  )
})

test('one key for two people in two seeds is refused, and one person in two workspaces is not', async () => {
  const seed = (name: string, slug: string, login: string, key: string) =>
    writeFile(join(folder, name), `workspaces: [{ slug: ${slug}, accounts: [{ slug: ${login}, key: ${key}, role: Owner }] }]`)
  await seed('a.yaml', 'acme', 'olga', 'olga-key')
  await seed('b.yaml', 'beta', 'olga', 'olga-key')
  expect(optionsOfSeeds(await readSeeds(undefined, folder)).workspaces).toHaveLength(2)
  await seed('c.yaml', 'gamma', 'zoe', 'olga-key')
  const seeds = await readSeeds(undefined, folder)
  expect(() => optionsOfSeeds(seeds)).toThrow(
    `The account zoe in ${join(folder, 'c.yaml')} has the same key as olga in ${join(folder, 'a.yaml')}`,
  )
})

test.each([
  [['--allow-host', 'other:8080'], "'other:8080' is not a host name"],
  [['--allow-host', 'http://third'], "'http://third' is not a host name"],
  [['--allow-host', ''], "'' is not a host name"],
  [['--allow-host', '*'], "'*' is not a host name"],
  [['--state', ''], '--state: the name of the folder is empty'],
])('%j is told before anything starts', (args, message) => {
  expect(() => readArguments(args)).toThrow(message)
})

test('a host is a name or an address', () => {
  const names = ['emulator', 'ci.example.com', '10.0.0.7']
  expect(readArguments(names.flatMap((name) => ['--allow-host', name]))).toMatchObject({ allowHosts: names })
})

test.each([
  [['exec'], 'exec needs a command: cloudsmith-emulator exec -- COMMAND'],
  [['exec', '--'], 'exec needs a command'],
  [['exec', 'true'], 'exec needs a command'],
  [['exec', '--prot', '1', '--', 'true'], "Unknown option '--prot'"],
])('%j is a wrong use', (args, message) => {
  expect(() => readArguments(args)).toThrow(message)
})

test('beside a command, a free port is taken unless one is given', () => {
  expect(readArguments(['exec', '--', 'a', '--port', '1'])).toMatchObject({
    port: 0,
    command: ['a', '--port', '1'],
    isQuiet: true,
  })
  expect(readArguments(['exec', '--port', '9', '--', 'a'])).toMatchObject({ port: 9 })
  expect(readArguments([])).toMatchObject({ port: 8787, command: undefined, isQuiet: false })
})
