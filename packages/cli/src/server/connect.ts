import type { ServiceClient } from '@cloudsmith-sdk/service/client'
import { UsageError } from '../core/usage-error.ts'
import { readText } from '../files/read-text.ts'
import type { Task } from '../frame/task.ts'

/** The service refused a request; the message is the service's own. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/** A client for a promotion service, with its address. */
export interface Server {
  readonly url: string
  readonly client: ServiceClient
}

/**
 * Connects to a service with the token for it.
 *
 * @throws {UsageError} the address is not valid, or the token would be sent unencrypted
 */
export async function connect({ context }: Task, url: string): Promise<Server> {
  const { createServiceClient } = await import('@cloudsmith-sdk/service/client')
  const { CLOUDSMITH_PROMOTE_TOKEN: said, CLOUDSMITH_PROMOTE_TOKEN_FILE: file } = context.env
  const token = said || (file ? (await readText(context, file)).trim() : undefined)
  const fetch = context.fetch
  try {
    const client = createServiceClient({
      ...{ url, token: token || undefined },
      ...(fetch === undefined ? {} : { fetch: (request: Request) => fetch(request, { signal: request.signal }) }),
    })
    return { url: url.replace(/\/$/, ''), client }
  } catch (error) {
    throw new UsageError(`--server ${url}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** The data of a response. @throws {RefusedError} the service refused the request */
export function given<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  if (data !== undefined) return data
  const { detail } = (typeof error === 'object' && error !== null ? error : {}) as { detail?: unknown }
  throw new RefusedError(
    typeof detail === 'string'
      ? detail
      : `The server answered ${response.status}, but not as a promotion service does. Check the address of --server.`,
  )
}
