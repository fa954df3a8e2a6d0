import { defaultWorkspaces } from '@cloudsmith-sdk/emulator'
import { expect } from 'vitest'
import { service, test } from '../src/service.ts'

const domains = ['packages.example.com', { host: 'dev.example.com', repository: 'dev' }]
const { cli, home } = service(defaultWorkspaces.map((workspace) => ({ ...workspace, domains })))

const key = 'emulator-admin-key'
const given = () => ({ environment: { CLOUDSMITH_WORKSPACE: 'acme', CARGO_HOME: `${home()}/.cargo` }, plain: true })
const helper = (args: readonly string[], input?: string) =>
  cli.run(['credential-helper', ...args], { ...given(), ...(input !== undefined && { input }) })

test('Docker is given the key for hosts of the service, and for a domain that it says serves the workspace', async () => {
  const credentials = { Username: 'token', Secret: key }
  for (const host of ['docker.cloudsmith.io', '127.0.0.1']) {
    const { code, stdout, stderr } = await helper(['docker', 'get'], host)
    expect({ host, code, stderr, answer: JSON.parse(stdout || 'null') }).toMatchObject({ code: 0, answer: credentials })
  }
  expect(await helper(['docker'], 'registry.example.org')).toMatchObject({ code: 1, stdout: '' })
})

test('Cargo, pnpm, Terraform and everybody else are given it as they ask for it', async () => {
  const ask = { v: 1, kind: 'get', operation: 'read', registry: { 'index-url': 'sparse+https://cargo.cloudsmith.io/acme/dev/' } }
  const cargo = await helper(['cargo', '--cargo-plugin'], `${JSON.stringify(ask)}\n`)
  expect(cargo.code).toBe(0)
  expect(
    cargo.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ v: [1] }, { Ok: { kind: 'get', token: expect.stringContaining(key) } }])

  expect(await helper(['pnpm', 'npm.cloudsmith.io'])).toMatchObject({ code: 0, stdout: expect.stringContaining(key) })
  const terraform = await helper(['terraform', '--repository', 'dev', 'get', 'terraform.cloudsmith.io'])
  expect(JSON.parse(terraform.stdout)).toEqual({ token: `acme/dev/${key}` })
  expect(JSON.parse((await helper(['generic'])).stdout)).toMatchObject({ version: 1, username: 'token', password: key })
})

test('helpers are installed for the domains that serve the workspace, listed and taken away', async () => {
  const folder = ['--bin-dir', `${home()}/bin`]
  const json = { environment: given().environment }
  const run = (...args: string[]) => cli.data(['credential-helper', ...args], json)

  expect(await run('install', 'docker', ...folder, '--dry-run')).toMatchObject({ dry_run: true, warnings: [] })
  const installed = await run('install', 'docker', ...folder, '--domain', 'images.example.com', '--refresh')
  expect(installed).toMatchObject({ helper: 'docker', dry_run: false, actions: expect.anything() })
  expect(await run('install', 'cargo', ...folder, '--no-discover')).toMatchObject({ helper: 'cargo' })
  expect(await run('install', 'terraform', '--repository', 'dev', '--dry-run')).toMatchObject({ helper: 'terraform' })

  const listed = (await cli.list(['credential-helper', 'list'], json)) as unknown as { helper: string; hosts: string[] }[]
  expect(listed.find(({ helper }) => helper === 'docker')?.hosts).toEqual(
    expect.arrayContaining(['127.0.0.1', 'images.example.com']),
  )
  expect(await run('uninstall', 'docker', ...folder, '--dry-run')).toMatchObject({ dry_run: true })
  expect(await run('uninstall', 'docker', ...folder)).toMatchObject({ helper: 'docker', dry_run: false })
})
