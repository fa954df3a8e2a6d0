import type { Emulator } from '../src/index.ts'
import type { MirrorClient } from '../src/mirror.ts'
import { type Client, keys } from './story.ts'

/** A client for mirrors, of an emulator that stands for the real workspace. */
export function mirrorClient(emulator: Emulator, key: string = keys.admin): MirrorClient {
  const reader = (base: string) => ({
    async GET(path: never, { params, signal }: { params: { path: Fields; query: Fields }; signal?: AbortSignal }) {
      const filled = String(path).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.path[name])))
      const query = new URLSearchParams(
        Object.fromEntries(Object.entries(params.query).map(([name, value]) => [name, String(value)])),
      )
      const url = `${emulator.origin}${base}${filled}?${query}`
      const response = await emulator.fetch(url, { headers: { 'X-Api-Key': key }, ...(signal && { signal }) })
      const body: unknown = await response.json().catch(() => undefined)
      return response.ok ? { data: body, response } : { error: body, response }
    },
  })
  return { v1: reader(''), v2: reader('/v2'), clock: emulator.clock }
}

type Fields = Readonly<Record<string, unknown>>

/** A client of an emulator. */
export function clientOf(emulator: Emulator): Client {
  return async (method, path, body) => {
    const response = await emulator.fetch(emulator.origin + path, {
      method,
      headers: { 'X-Api-Key': keys.admin, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json().catch(() => undefined) }
  }
}
