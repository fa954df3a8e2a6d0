import { execFile, execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { contents, emulator, lines, ms, there, useWorld } from '@cloudsmith-sdk/example-world'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'

useWorld()

const home = process.cwd()
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-readme-'))
  process.chdir(folder)
})
afterEach(async () => {
  process.chdir(home)
  await rm(folder, { recursive: true })
})

/** Runs a program, and gives the lines that it printed. */
async function run(program: string): Promise<string[]> {
  await import(`../src/client/${program}.ts`)
  return lines()
}

/** Puts the package of the examples where they look for it. */
async function build() {
  await mkdir('dist')
  const { bytes } = npmPackage({ name: '@acme/api', version: '1.0.0', license: 'MIT' })
  await writeFile('dist/acme-api-1.0.0.tgz', bytes)
}

test('start pushes a package', async () => {
  await build()
  expect(await run('start')).toEqual([expect.stringMatching(/^@acme\/api 1\.0\.0 [\da-f]{64}$/)])
  expect(await contents('acme/development')).toEqual(['@acme/api 1.0.0 #dev'])
})

test('lists reads all, some and one page', async () => {
  await there('development', ms, 'dev')
  expect(await run('lists')).toEqual(['ms 2.1.3', expect.stringMatching(/^1 0 /)])
})

test('queries finds what is older, there and in production', async () => {
  await there('development', npmPackage({ name: 'ms', version: '1.9.0' }), 'dev')
  await there('development', ms, 'dev')
  await there('production', npmPackage({ name: 'ms', version: '1.9.0' }))
  expect(await run('queries')).toEqual(['format:npm AND tag:^dev$ AND NOT version:>=2.0.0 1'])
})

test('errors tells what is wrong with which field', async () => {
  expect(await run('errors')).toEqual([expect.stringMatching(/^\{"name":\[".+"\]\}$/)])
})

test('repositories makes one, with privileges and an upstream', async () => {
  const admin = new Cloudsmith({ apiKey: 'readme-key' })
  await admin.orgs.teams.create({ owner: 'acme', name: 'ci' })
  expect(await run('repositories')).toEqual(['created', 'npm npm'])
})

test('credentials finds the key of the environment', async () => {
  expect(await run('credentials')).toEqual(['someone'])
})

test('docker-login hands the key to docker, and to nobody who reads the list of processes', async () => {
  await writeFile('docker', '#!/bin/sh\necho "$@" > arguments\ncat > input\n')
  await chmod('docker', 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
  onTestFinished(() => {
    process.exitCode = 0
  })
  await run('docker-login')
  expect(process.exitCode).toBe(0)
  expect(await readFile('arguments', 'utf8')).toBe('login docker.cloudsmith.io --username token --password-stdin\n')
  expect(await readFile('input', 'utf8')).toBe('readme-key')
})

test('npm-login writes a file that npm reads, and nobody else', async () => {
  await run('npm-login')
  expect((await stat('.npmrc')).mode & 0o777).toBe(0o600)
  const registry = execFileSync('npm', ['config', 'get', '@acme:registry'], { encoding: 'utf8', shell: false })
  expect(registry.trim()).toBe('https://npm.cloudsmith.io/acme/development/')
  expect(await readFile('.npmrc', 'utf8')).toContain('//npm.cloudsmith.io/acme/development/:_authToken=readme-key\n')
})

test('push says how far it is', async () => {
  const said = await run('push')
  expect(said).toContain('9 of 9 bytes')
  expect(said.at(-1)).toMatch(/^https:.*manual\.md$/)
})

test('sync waits for what was pushed', async () => {
  await build()
  expect(await run('sync')).toEqual(['clean Scan Detected No Vulnerabilities'])
})

test('download gives the bytes, and writes them to a file', async () => {
  await there('development', ms, 'dev')
  expect(await run('download')).toEqual([String(ms.bytes.byteLength)])
  expect(Buffer.compare(await readFile(join('vendor', ms.filename)), ms.bytes)).toBe(0)
})

test('beside-others reads with what is left', async () => {
  await there('development')
  expect(await run('beside-others')).toEqual([expect.stringMatching(/^ms \d+$/)])
})

test('watching hears of requests', async () => {
  expect(await run('watching')).toEqual(['user.self 200 true'])
})

test('raw gives data or error', async () => {
  await there('development')
  expect(await run('raw')).toEqual(['200 1'])
})

test('proxy sends through the proxy', async () => {
  const service = await serve(emulator, { port: 0 })
  const asked: string[] = []
  const proxy = createServer().on('connect', ({ url = '' }, client) => {
    asked.push(url)
    const tunnel = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      tunnel.pipe(client)
      client.pipe(tunnel)
    })
    for (const end of [tunnel, client]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    proxy.close()
    await service.close()
  })
  const program = fileURLToPath(new URL('../src/client/proxy.ts', import.meta.url))
  const { port } = proxy.address() as AddressInfo
  const variables = { CLOUDSMITH_API_KEY: 'readme-key', CLOUDSMITH_API_HOST: service.url, ACME_PROXY: `http://127.0.0.1:${port}` }
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: { PATH: process.env.PATH, ...variables } })
  expect(stdout).toBe('someone\n')
  expect(asked).toEqual([new URL(service.url).host])
})

test('commonjs requires the client', async () => {
  createRequire(import.meta.url)('../src/client/commonjs.cjs')
  await vi.waitFor(() => expect(lines()).toEqual(['someone']))
})

test('tsconfig.json compiles every program', async () => {
  const compiler = fileURLToPath(new URL('../../../node_modules/typescript-7.0/bin/tsc', import.meta.url))
  const project = fileURLToPath(new URL('../src/client/tsconfig.json', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '--project', project, '--listFiles'])
  expect(stdout).toContain('client/start.ts')
})
