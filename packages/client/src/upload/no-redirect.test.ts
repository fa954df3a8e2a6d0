import { afterEach, expect, test, vi } from 'vitest'
import { noRedirect } from './no-redirect.ts'

afterEach(() => vi.unstubAllGlobals())

test('a redirect is an error where the runtime knows that', () => {
  expect(noRedirect()).toBe('error')
})

test('on Cloudflare Workers, which refuse to make such a request, a redirect is an answer like others', () => {
  vi.stubGlobal(
    'Request',
    class {
      constructor(_url: string, { redirect }: { redirect: string }) {
        if (redirect === 'error') throw new TypeError('Invalid redirect value, must be one of "follow" or "manual"')
      }
    },
  )
  expect(noRedirect()).toBe('manual')
})
