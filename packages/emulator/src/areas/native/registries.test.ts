import { expect, test } from 'vitest'
import type { Json } from '../../../test/json.ts'
import { story } from '../../../test/story.ts'
import { serve } from '../../server.ts'

test('a registry has an address, credentials, and the files that its clients are configured by', () => {
  const { emulator } = story()
  const registry = emulator.registry('npm', 'acme/production', { as: 'reader' })
  expect(registry).toMatchObject({
    url: 'https://npm.cloudsmith.io/acme/production',
    credentials: { username: 'token', password: 'emulator-read-key' },
  })
  expect(registry.file('.npmrc')).toBe(
    'registry=https://npm.cloudsmith.io/acme/production/\n//npm.cloudsmith.io/acme/production/:_authToken=emulator-read-key\n',
  )
  expect(emulator.registry('npm', 'acme/dev', { token: 'abc' }).file('.npmrc')).toContain(':_authToken=abc')
})

test('clients of images are told of a host, as they know no paths before the name', async () => {
  const { emulator } = story()
  expect(emulator.registry('docker', 'acme/dev').url).toBe('https://docker.cloudsmith.io/acme/dev')
  const server = await serve(emulator)
  try {
    const { url, clients, file } = emulator.registry('docker', 'acme/dev', { as: 'reader' })
    expect(url).toBe(`${server.url}/acme/dev`)
    const { host } = new URL(server.url)
    expect(JSON.parse(file('.docker/config.json'))).toEqual({ auths: { [host]: { auth: btoa('token:emulator-read-key') } } })
    expect(clients.map(({ commands }) => commands.install)).toEqual([
      `docker pull ${host}/acme/dev/NAME:TAG`,
      `skopeo copy --src-tls-verify=false docker://${host}/acme/dev/NAME:TAG oci:NAME:TAG`,
      `helm pull --plain-http oci://${host}/acme/dev/NAME`,
    ])
  } finally {
    await server.close()
  }
})

test('what cannot be told is an error that says what can', () => {
  const { emulator } = story()
  expect(() => emulator.registry('luarocks', 'acme/dev')).toThrow(
    'The emulator has no registry for clients of the format luarocks.',
  )
  expect(() => emulator.registry('npm', 'acme/dev', { as: 'stranger' })).toThrow('The emulator has no account stranger.')
  expect(() => emulator.registry('npm', 'acme/dev').file('pip.conf')).toThrow(
    'No client of npm has a file pip.conf, only .npmrc, .yarnrc.yml.',
  )
})

test('a server tells the same of all formats, with its own address', async () => {
  const { emulator } = story()
  const server = await serve(emulator)
  const ask = async (path: string) => {
    const response = await fetch(`${server.url}/_emulator/clients/${path}`)
    return { status: response.status, body: (await response.json()) as Json }
  }
  try {
    const { body } = await ask('acme/dev?account=writer&format=npm')
    expect(body).toMatchObject({
      place: 'acme/dev',
      registries: [{ format: 'npm', url: `${server.url}/npm/acme/dev`, credentials: { password: 'emulator-write-key' } }],
    })
    expect(body.registries[0].clients.map(({ client }: { client: string }) => client)).toEqual(['npm', 'pnpm', 'yarn'])
    expect(await ask('acme/none')).toEqual({ status: 404, body: { detail: 'There is no repository acme/none.' } })
    expect((await ask('acme/dev?account=none')).status).toBe(404)
    expect((await ask('acme/dev?format=none')).status).toBe(404)
  } finally {
    await server.close()
  }
})

test('a format whose clients are not answered is told apart from a package that is missing', async () => {
  const { admin } = story()
  expect(await admin('GET', 'https://conan.cloudsmith.io/acme/dev/v1/ping')).toMatchObject({
    status: 501,
    body: { detail: 'The emulator does not answer the clients that ask at conan.' },
  })
})
