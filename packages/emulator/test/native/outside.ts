import { createEmulator, type EmulatorOptions } from '../../src/index.ts'
import type { npmPackage } from '../../src/testing.ts'
import { keys, story } from '../story.ts'
import { registryClient } from './registry-client.ts'

/** An external registry, and the settings with which a repository uses it as an upstream. */
export async function outside(...packages: ReturnType<typeof npmPackage>[]) {
  const emulator = createEmulator({ workspaces: [openWorkspace] })
  for (const each of packages) await emulator.add('world/open', each)
  return { emulator, url: 'https://npm.cloudsmith.io/world/open', fetch: emulator.fetch }
}

const openWorkspace = {
  slug: 'world',
  accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
  repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
}

/** An emulator that reaches the external registry as its upstream. */
export function inside(fetch: typeof globalThis.fetch, options: EmulatorOptions = {}) {
  const told = story({ ...options, origin: 'http://emulator.test', reachUpstreams: fetch })
  const npmAs = (key: string) => registryClient(told.emulator, 'http://emulator.test/npm/acme/dev', key)
  const upstream = (body: object) =>
    told.admin('POST', '/repos/acme/dev/upstream/npm/', { name: 'npm js', mode: 'Cache and Proxy', is_active: true, ...body })
  return {
    ...told,
    npm: npmAs(keys.reader),
    npmAs,
    upstream,
    packages: async () => (await told.admin('GET', '/packages/acme/dev/')).body,
  }
}
