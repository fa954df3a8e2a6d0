/** What a probe is asked by a command. */
export const probeNames = ['health', 'ready'] as const

/** Milliseconds that the service has to answer. */
const patience = 3_000

/** Where a process on this machine answers that listens so. */
export function localUrl({ host, port }: { readonly host: string; readonly port: number }): string {
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${here}:${port}`
}

/**
 * Asks a running service whether it lives, or is ready: for health checks of containers, which have no `curl`.
 *
 * @param fetch for tests. Default: the platform's
 * @returns what to tell, and the exit code: 0, or 1 where it is not, or does not answer within three seconds
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
