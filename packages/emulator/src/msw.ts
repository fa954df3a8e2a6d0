import type { RequestHandler } from 'msw'
import { HttpResponse, http } from 'msw'
import { ConnectionLost } from './core/faults.ts'
import type { Emulator } from './emulator.ts'

/**
 * One handler of Mock Service Worker for everything at `*.cloudsmith.io` (and at the emulator's own origin), to stand beside a test
 * suite's others. For msw 3, and 2 from 2.10 on.
 *
 * @example
 * const server = setupServer(cloudsmithHandler(createEmulator()), ...handlers)
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
 * A pattern that asks a function. The origin of an emulator may become another, so that no expression can be made of it; functions in the
 * place of patterns are known from msw 2.11 on, and a handler for everything would keep msw from telling of requests that nobody handles.
 */
const pattern = (isOne: (url: URL) => boolean): RegExp =>
  Object.assign(/(?:)/, {
    exec: (url: string) => (isOne(new URL(url)) ? Object.assign([url], { index: 0, input: url }) : null),
  })
