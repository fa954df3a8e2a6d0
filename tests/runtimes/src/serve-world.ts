import { createEmulator, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { type EmulatorServer, serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import type { World } from './world.ts'

const key = 'a-key-of-the-emulator'
const repositories = ['dev', 'staging', 'production', 'lists', 'uploads', 'candidates', 'accepted', 'webhooks']

/** A service that all of the stories find what they need in. */
export interface ServedWorld {
  readonly world: World
  readonly emulator: Emulator
  readonly server: EmulatorServer
}

/** Serves one on this machine. */
export async function serveWorld(): Promise<ServedWorld> {
  const emulator = createEmulator({
    // A synchronisation takes half a minute.
    clock: realClock({ speed: 600 }),
    workspaces: [{ slug: 'acme', accounts: [{ slug: 'admin', key, role: 'Owner' }], repositories }],
  })
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    await emulator.add('acme/lists', rawFile({ name, version: '1', filename: `${name}.bin`, bytes: name }))
  }
  await emulator.add('acme/staging', npmPackage({ name: 'ms', version: '2.1.3' }))
  await emulator.add('acme/candidates', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const server = await serve(emulator)
  return { emulator, server, world: { url: server.url, key, owner: 'acme' } }
}
