import { randomBytes } from 'node:crypto'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { speed } from './servers.ts'

/** Starts what stands for the public registries: another emulator, with a repository that is open to everybody. */
export async function startOutside(packages: readonly PackageFixture[]) {
  const accounts = [{ slug: 'maintainers', key: randomBytes(20).toString('hex'), role: 'Owner' as const }]
  const repositories = [{ name: 'open', repository_type_str: 'Public' as const }]
  const emulator = createEmulator({ clock: realClock({ speed }), workspaces: [{ slug: 'world', accounts, repositories }] })
  const { close } = await serve(emulator, { port: 0 })
  for (const one of packages) await emulator.add('world/open', one)
  return { close, addressOf: (format: string) => emulator.registry(format, 'world/open').url }
}

/** Where the public registries are, by format. */
export type AddressOf = Awaited<ReturnType<typeof startOutside>>['addressOf']
