import type { RequestHandler } from 'msw'
import { HttpResponse, http } from 'msw'
import { ConnectionLost } from './core/faults.ts'
import type { Emulator } from './emulator.ts'

/**
 * One handler of Mock Service Worker for everything at `*.cloudsmith.io` (and at the emulator's own origin), to stand beside a test
 * suite's others. For msw 3, and 2 from 2.11 on.
 *
 * @example
 * const server = setupServer(cloudsmithHandler(createEmulator()), ...handlers)
 */
export function cloudsmithHandler(emulator: Emulator): RequestHandler {
  return http.all(
    ({ request }) => {
      const { hostname, origin } = new URL(request.url)
      return hostname.endsWith('.cloudsmith.io') || origin === emulator.origin
    },
    async ({ request }) => {
      try {
        return await emulator.handle(request)
      } catch (error) {
        if (error instanceof ConnectionLost) return HttpResponse.error()
        throw error
      }
    },
  )
}
