import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import type { Receiver } from '@cloudsmith-sdk/webhooks'
import { toNodeHandler } from '@cloudsmith-sdk/webhooks/node'

/** How many times faster than real time the emulated service lives: a scan that takes a minute takes half a second. */
export const speed = 120

/** Starts the emulator of the service on a free port of this machine, with one workspace, empty, and one key to it. */
export async function startEmulator(workspace: string, apiKey: string) {
  const accounts = [{ slug: 'release-team', key: apiKey, role: 'Owner' as const }]
  const emulator = createEmulator({ clock: realClock({ speed }), workspaces: [{ slug: workspace, accounts }] })
  const server = await serve(emulator, { port: 0 })
  return { emulator, ...server }
}

/** Starts the endpoint that webhooks are sent to, on another free port. */
export async function startReceiver(receiver: Receiver): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(toNodeHandler(receiver))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/cloudsmith`, close: () => close(server) }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
}
