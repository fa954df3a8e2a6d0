import type { Hooks } from './hooks.ts'

/** Hooks that write a line for each event. */
export function linesTo(debug: Hooks['debug']): Hooks | undefined {
  if (debug === undefined || debug === false) return undefined
  // Not console.log: standard output belongs to the program.
  // biome-ignore lint/suspicious/noConsole: this is what the caller asked for
  const write = debug === true ? (line: string) => console.error(line) : debug
  const line = ({ call, operation, attempt }: { call: number; operation: string; attempt: number }, text: string) =>
    write(`cloudsmith #${call}.${attempt} ${operation}: ${text}`)
  return {
    onRequest: (event) => line(event, `${event.method} ${event.url}`),
    onResponse: (event) => line(event, `${event.status} after ${Math.round(event.duration)} ms`),
    onRetry: (event) => line(event, `${outcome(event)}, retrying in ${Math.round(event.delay)} ms`),
    onError: (event) => line(event, `failed after ${Math.round(event.duration)} ms: ${outcome(event)}`),
  }
}

const outcome = ({ status, error }: { status: number | undefined; error: Error | undefined }): string =>
  error === undefined ? `status ${status}` : `${error.name}: ${error.message}`
