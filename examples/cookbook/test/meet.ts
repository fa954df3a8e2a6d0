import type { Emulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { liveInTimeOf, printed } from '@cloudsmith-sdk/example-world'
import { setupServer } from 'msw/node'
import { onTestFinished, vi } from 'vitest'

/** Has the programs of this test meet an emulator where they look for the service, with a key of ada. */
export function meet(emulator: Emulator): void {
  printed.mockReset()
  printed.mockImplementation(() => {})
  const server = setupServer(cloudsmithHandler(emulator))
  server.listen({ onUnhandledFrame: 'bypass' })
  vi.stubEnv('CLOUDSMITH_API_KEY', 'ada-key')
  liveInTimeOf(emulator)
  onTestFinished(() => {
    server.close()
    vi.unstubAllEnvs()
  })
}
