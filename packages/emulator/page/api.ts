const named = new URLSearchParams(location.search).get('world') ?? undefined
const ofHost = location.hostname.endsWith('.localhost') ? location.hostname.slice(0, -'.localhost'.length) : undefined

/** The name of the world that the page shows; undefined for the first one. */
export const world: string | undefined = named ?? ofHost

const headers: Record<string, string> = named === undefined ? {} : { 'X-Emulator-World': named }

/** The URL of the page of a world. */
export function worldLink(name: string | undefined): string {
  const url = new URL('.', location.href)
  if (ofHost !== undefined) url.hostname = 'localhost'
  if (name !== undefined) url.searchParams.set('world', name)
  return url.href
}

/** Shown if there is no response. */
export const unreachable = 'The emulator does not answer. Is it still running?'

/**
 * Calls the control API.
 *
 * @throws {Error} with the message of the API
 */
export async function call<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const response = await fetch(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }).catch(() => {
    throw new Error(unreachable)
  })
  const answer = await response.json().catch(() => ({ detail: `The emulator answered ${response.status}.` }))
  if (!response.ok) {
    const fields = Object.entries((answer.fields ?? {}) as Record<string, string>).map(
      ([field, message]) => `${field} ${message}`,
    )
    throw new Error([answer.detail, ...fields].join(' '))
  }
  return answer
}
