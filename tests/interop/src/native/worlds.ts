import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type ClientConfiguration, createEmulator, type Emulator, type PackageFixture, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { afterAll, beforeAll } from 'vitest'

/** Seconds of an emulator for one of ours. */
const speed = 60

/** A folder in which a client works, and the environment that it has. */
export interface Workplace {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes a file there. @returns its path */
  write(name: string, content: string | Uint8Array): Promise<string>
}

/** Whose key a client gets. Default: that of an owner. */
export interface Whose {
  readonly as?: string
  readonly token?: string
}

/** Two services on loopback: ours, with development, staging and production, and one outside, which is open to everybody. */
export interface Worlds {
  readonly inside: Emulator
  readonly outside: Emulator
  /** Where ours is. */
  readonly url: () => string
  /** The address of a registry outside. */
  readonly upstream: (format: string) => string
  /** Calls the API of ours as its owner. @throws {Error} for an answer that refuses */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Makes development fetch from outside what it lacks. @returns the `slug_perm` of that upstream */
  connect(format: string, settings?: object): Promise<string>
  /** Copies a package of development to production by itself, without what it needs, and lets happen what follows. */
  promote(name: string): Promise<void>
  /** Uploads a package to development with the API, as clients do that have no way of their own, and waits until it has synchronised. */
  upload(fixture: PackageFixture): Promise<Answer>
  /** Puts packages outside. */
  offer(...fixtures: readonly PackageFixture[]): Promise<void>
  /** A new folder with what a client has to know of a repository. @param as whose key it gets */
  workplace(format: string, place: string, options?: Whose & { client?: string }): Promise<Workplace>
}

/** JSON of whatever shape, as the language itself types it: tests look into answers, and their assertions say what they expect. */
export type Answer = ReturnType<typeof JSON.parse>

/** Makes both for the tests of a file. */
export function worlds(): Worlds {
  const inside = createEmulator({ clock: realClock({ speed }), rateLimit: { limit: 1_000_000 } })
  const outside = createEmulator({
    clock: realClock({ speed }),
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'somebody', key: 'outside-key', role: 'Owner' }],
        repositories: [{ name: 'open', repository_type_str: 'Public' }],
      },
    ],
  })
  let folder = ''
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudsmith-native-'))
    for (const emulator of [inside, outside]) closing.push((await serve(emulator)).close)
  })
  afterAll(async () => {
    for (const close of closing) await close()
    await rm(folder, { recursive: true, force: true })
  })

  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
    const response = await fetch(`${inside.origin}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    inside,
    outside,
    url: () => inside.origin,
    upstream: (format) => outside.registry(format, 'world/open').url,
    call,
    async connect(format, settings = {}) {
      const upstream = {
        name: 'outside',
        upstream_url: outside.registry(format, 'world/open').url,
        mode: 'Cache and Proxy',
        is_active: true,
      }
      return (await call('POST', `/repos/acme/dev/upstream/${format}/`, { ...upstream, ...settings })).slug_perm
    },
    async promote(name) {
      await inside.settle()
      const found = await call('GET', `/packages/acme/dev/?query=${encodeURIComponent(`name:^${name}$`)}`)
      for (const { slug_perm } of found)
        await call('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination: 'production' })
      await inside.settle()
    },
    async upload({ format, filename, bytes, fields }) {
      const headers = { Authorization: `Basic ${btoa('token:emulator-admin-key')}` }
      const address = `${inside.origin}/upload/acme/dev/${encodeURIComponent(filename)}`
      const sent = await fetch(address, { method: 'PUT', headers, body: new Uint8Array(bytes) })
      const { identifier } = (await sent.json()) as Answer
      const made = await call('POST', `/packages/acme/dev/upload/${format}/`, { package_file: identifier, ...fields })
      await inside.settle()
      return made
    },
    async offer(...fixtures) {
      for (const fixture of fixtures) await outside.add('world/open', fixture)
    },
    async workplace(format, place, { client, ...whose } = {}) {
      const { clients } = inside.registry(format, place, whose)
      const configuration =
        clients.find((one: ClientConfiguration) => client === undefined || one.client === client) ?? clients[0]
      const home = await mkdtemp(join(folder, 'work-'))
      const write = async (name: string, content: string | Uint8Array) => {
        const path = join(home, name)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, content)
        return path
      }
      for (const [name, content] of Object.entries(configuration.files)) await write(name, content)
      return { folder: home, env: { ...ownEnvironment(home), ...configuration.environment }, write }
    },
  }
}

/** What a program may know of this machine: where programs are, and nothing of whoever runs the tests. */
function ownEnvironment(home: string): Record<string, string | undefined> {
  const { PATH, LANG } = process.env
  return { PATH, LANG, HOME: home, TMPDIR: tmpdir(), NO_PROXY: '127.0.0.1,localhost' }
}
