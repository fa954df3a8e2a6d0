import type { Emulator } from '../../src/index.ts'
import type { Json } from '../json.ts'

/** A response of a registry, with parsed JSON and the original bytes. */
export interface NativeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
  readonly bytes: Uint8Array
}

/** Sends requests to the host of a format like its clients, with a key or a token as the bearer. */
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
