import { toResponse } from '../core/answer.ts'
import { ConnectionLost } from '../core/faults.ts'
import type { Handler } from './handler.ts'
import { largeBodyOf, withBody } from './large-body.ts'

/** Most redirects that are followed, as in the fetch standard. */
const mostRedirects = 20

/**
 * Turns a handler into a `fetch`, which follows redirects unless told otherwise, can be aborted, and rejects with a `TypeError` if a connection would
 * have failed.
 *
 * @param serves whether the emulator serves a URL; requests to others are refused, so that no test reaches the network
 */
export function createFetch(handle: Handler, serves: (url: URL) => boolean): typeof fetch {
  return async function emulatedFetch(input, init) {
    const bytes = largeBodyOf(init)
    let request = new Request(input, bytes ? { ...init, body: null } : init)
    const asSent = (sent: Request) => (bytes && sent.method !== 'GET' ? withBody(sent, bytes) : sent)
    for (let redirects = 0; ; redirects++) {
      const url = new URL(request.url)
      if (!serves(url)) throw failed(new Error(`The emulator does not serve ${url.origin}.`))
      request.signal.throwIfAborted()
      const response = await abortable(request.signal, lose(handle(asSent(request)).then(toResponse)))
      const location = response.status >= 301 && response.status <= 308 ? response.headers.get('location') : null
      if (location === null || request.redirect === 'manual') return at(response, url, redirects > 0)
      if (request.redirect === 'error') throw failed(new Error('unexpected redirect'))
      if (redirects >= mostRedirects) throw failed(new Error('redirect count exceeded'))
      request = follow(request, new URL(location, url), response.status)
    }
  }
}

/** A POST that is redirected becomes a GET, as in the fetch standard. The emulator redirects before it reads a body. */
function follow(request: Request, url: URL, status: number): Request {
  const becomesGet = (status === 301 || status === 302) && request.method === 'POST'
  if (!becomesGet && request.bodyUsed) throw failed(new Error('the body of a redirected request was read already'))
  return becomesGet ? new Request(url, { headers: request.headers, signal: request.signal }) : new Request(url, request)
}

function lose(answer: Promise<Response>): Promise<Response> {
  return answer.catch((error) => {
    throw error instanceof ConnectionLost ? failed(error) : error
  })
}

function abortable(signal: AbortSignal, answer: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function failed(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause })
}

/** A response created by a program does not know its URL. */
function at(response: Response, url: URL, redirected: boolean): Response {
  return Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } })
}
