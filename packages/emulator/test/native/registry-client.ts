import type { Emulator } from '../../src/index.ts'
import type { Json } from '../json.ts'

/** An answer of a registry: JSON is read, bytes are there as they are. */
export interface NativeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
  readonly bytes: Uint8Array
}

/** Asks at the host of a format as its clients do, with a key or a token as the bearer. */
export function registryClient({ fetch }: Pick<Emulator, 'fetch'>, base: string, key?: string) {
  return async (
    path: string,
    { headers = {}, ...init }: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<NativeAnswer> => {
    const authorization: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` }
    const response = await fetch(`${base}/${path}`, { ...init, headers: { ...authorization, ...headers } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const body = isJson && bytes.length > 0 ? JSON.parse(new TextDecoder().decode(bytes)) : undefined
    return { status: response.status, headers: response.headers, body, bytes }
  }
}
