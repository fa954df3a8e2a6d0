import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { localUrl } from '../src/operations/probe-command.ts'
import { readPipelines } from '../src/settings/pipelines.ts'
import { readSettings } from '../src/settings/read-settings.ts'
import { referencesOf } from '../src/settings/references.ts'

const folder = new URL('../container/', import.meta.url)
const read = (name: string) => readFile(new URL(name, folder), 'utf8')
const run = promisify(execFile)

/** What the image sets in the environment. */
async function environment(): Promise<Readonly<Record<string, string>>> {
  const found = [...(await read('Dockerfile')).matchAll(/(CLOUDSMITH_PROMOTE_\w+)=(\S+)/g)]
  return Object.fromEntries(found.map(([, name, value]) => [name, value]))
}

/** The words of an instruction in its JSON form, which needs no shell. */
async function instruction(name: string): Promise<string[]> {
  const text = (await read('Dockerfile')).replaceAll('\\\n', ' ')
  return JSON.parse(new RegExp(`^${name}\\b[^[\\n]*(\\[.*\\])$`, 'm').exec(text)?.[1] ?? '[]') as string[]
}

interface Compose {
  readonly services: Readonly<Record<'web' | 'worker' | 'database', { command: string[]; volumes: string[]; secrets: string[] }>>
  readonly secrets: Readonly<Record<string, unknown>>
}

test('the processes of the compose file have settings that can be, each its role, and every secret that they name', async () => {
  const { services, secrets } = parse(await read('compose.yaml'), { merge: true }) as Compose
  const env = { ...(await environment()), CLOUDSMITH_PROMOTE_CONFIG: fileURLToPath(new URL('settings.yaml', folder)) }
  for (const role of ['web', 'worker'] as const) {
    const { command, secrets: mounted } = services[role]
    const settings = await readSettings(command, { env, cwd: '/' })
    expect(settings).toMatchObject({ roles: [role], host: '0.0.0.0', port: 8080, operations: { port: 9464, metrics: true } })
    expect((await readPipelines(settings)).map(({ name }) => name)).toEqual(['acme'])
    const credentials = settings.pipelines.map(({ credential }) => credential)
    const named = [...referencesOf(settings).map(([, reference]) => reference as string | undefined), ...credentials]
    expect(named.toSorted()).toEqual(mounted.map((name) => `file:/run/secrets/${name}`).toSorted())
  }
  const used = new Set(Object.values(services).flatMap((service) => service.secrets))
  expect([...used].toSorted()).toEqual(Object.keys(secrets).toSorted())
})

test('the image asks itself where it answers', async () => {
  const [program, command, , url] = await instruction('HEALTHCHECK')
  const env = await environment()
  expect([program, command]).toEqual([...(await instruction('ENTRYPOINT')), 'health'])
  expect(url).toBe(localUrl({ host: env.CLOUDSMITH_PROMOTE_HOST ?? '', port: Number(env.CLOUDSMITH_PROMOTE_OPERATIONS_PORT) }))
})

test('a container engine takes the compose file', async ({ skip }) => {
  await run('docker', ['compose', 'version']).catch(() => skip('there is no docker compose'))
  await run('docker', ['compose', '--file', fileURLToPath(new URL('compose.yaml', folder)), 'config', '--quiet'])
})
