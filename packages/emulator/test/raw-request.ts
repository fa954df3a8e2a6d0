import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Json } from './json.ts'

/** A request with headers that `fetch` does not allow. */
export interface RawRequest {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string
  /** The target in the request line. Default: the path of the URL. */
  target?: string
}

/** Sends a request with any `Host` and `Origin`. */
export function rawRequest(
  url: string,
  { method = 'GET', headers = {}, body, target }: RawRequest = {},
): Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Json }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, agent: false, ...(target !== undefined && { path: target }) },
      async (response) => {
        const content = await text(response)
        const isJson = response.headers['content-type']?.startsWith('application/json')
        resolve({ status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(content) : content })
      },
    )
    sent.once('error', reject).end(body)
  })
}
