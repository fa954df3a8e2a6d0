import type { Hono } from 'hono'
import type { AccessEnv } from '../src/access/env.ts'

/** Somebody's browser, as far as headers go: it keeps cookies, and says of each request where it comes from. */
export interface Browser {
  /** Opens an address, or follows a link from a page of the service. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Sends something from a page of the service. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** As they are sent. */
  readonly cookies: Map<string, string>
}

/** Makes one that asks an app without a network. */
export function browser(app: Pick<Hono<AccessEnv>, 'request'>, origin: string): Browser {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit, more: Readonly<Record<string, string>>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers({ host: new URL(origin).host, ...more, ...(init.headers as Record<string, string> | undefined) })
    if (cookie !== '') headers.set('cookie', cookie)
    const answer = await app.request(new URL(path, origin).href, { ...init, headers })
    for (const said of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(said) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }, {}),
    send: (path, init = {}) => ask(path, { method: 'POST', ...init }, { origin, 'sec-fetch-site': 'same-origin' }),
  }
}
