/** Commands that probe a service. */
export const probeNames = ['health', 'ready'] as const

/** Timeout in milliseconds. */
const patience = 3_000

/** The address of a process on this machine that listens on a host and port. */
export function localUrl({ host, port }: { readonly host: string; readonly port: number }): string {
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${here}:${port}`
}

/**
 * Requests the health or readiness of a running service, for health checks of containers without `curl`.
 *
 * @param fetch for tests. Default: the `fetch` of the platform
 * @returns the text to print, and the exit code: 0, or 1 if the service is not healthy or ready, or does not respond within three seconds
 */
export async function probe(
  name: (typeof probeNames)[number],
  url: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<{ readonly text: string; readonly exitCode: 0 | 1 }> {
  try {
    const address = new URL(name === 'health' ? 'healthz' : 'readyz', url.endsWith('/') ? url : `${url}/`)
    const response = await fetch(address, { signal: AbortSignal.timeout(patience), redirect: 'error' })
    const text = (await response.text()).slice(0, 2_000).trim()
    return {
      text: response.ok ? name : `${url} is not ${name === 'health' ? 'healthy' : 'ready'} (${response.status}): ${text}`,
      exitCode: response.ok ? 0 : 1,
    }
  } catch (error) {
    const why = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error)
    return { text: `${url} does not answer: ${why}`, exitCode: 1 }
  }
}
