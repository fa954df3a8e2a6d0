/** The world that the page shows, by its name; undefined for the one of the address. */
export const world: string | undefined = new URLSearchParams(location.search).get('world') ?? undefined

const headers: Record<string, string> = world === undefined ? {} : { 'X-Emulator-World': world }

/**
 * Asks the control API.
 *
 * @throws {Error} with what the API says
 */
export async function call<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const response = await fetch(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }).catch(() => {
    throw new Error('The emulator does not answer. Is it still running?')
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
