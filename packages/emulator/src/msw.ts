import type { RequestHandler } from 'msw'
import { HttpResponse, http } from 'msw'
import { ConnectionLost } from './core/faults.ts'
import type { Emulator } from './emulator.ts'

/**
 * Creates one Mock Service Worker handler for all of `*.cloudsmith.io` and the emulator's own origin, to use next to a test suite's other handlers.
 * Needs msw 2.10 or later, or 3.
 *
 * @example const server = setupServer(cloudsmithHandler(createEmulator()), ...handlers)
 */
export function cloudsmithHandler(emulator: Emulator): RequestHandler {
  const isHome = ({ hostname, origin }: URL) => hostname.endsWith('.cloudsmith.io') || origin === emulator.origin
  return http.all(pattern(isHome), async ({ request }) => {
    try {
      return await emulator.handle(request)
    } catch (error) {
      if (error instanceof ConnectionLost) return HttpResponse.error()
      throw error
    }
  })
}

/**
 * A pattern that calls a function. A fixed expression would not do, because an emulator's origin may change. msw takes functions in place of patterns
 * only from 2.11 on, and a handler for everything would keep msw from reporting unhandled requests.
 */
const pattern = (isOne: (url: URL) => boolean): RegExp =>
  Object.assign(/(?:)/, {
    exec: (url: string) => (isOne(new URL(url)) ? Object.assign([url], { index: 0, input: url }) : null),
  })
