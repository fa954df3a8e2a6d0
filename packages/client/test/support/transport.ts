import { defaultLimits } from '../../src/limits.ts'
import type { FetchLike } from '../../src/transport/send.ts'
import type { CallContext } from '../../src/transport/transport.ts'

/** The context of a call, with defaults for everything that a test does not set. */
export function contextOf(known: Partial<CallContext> = {}): CallContext {
  return {
    ...defaultLimits,
    operation: 'packages.read',
    params: {},
    address: 'https://api.cloudsmith.io/packages/acme/dev/abc/',
    secrets: [],
    signal: undefined,
    timeout: 5000,
    idempotent: true,
    attempts: 0,
    ...known,
  }
}

/** A fetch that returns the given responses in turn, repeating the last one, and records the requests. */
export function answering(...answers: (Response | Error)[]): { fetch: FetchLike; sent: Request[] } {
  const sent: Request[] = []
  return {
    sent,
    async fetch(request) {
      const answer = answers[Math.min(sent.push(request), answers.length) - 1]
      if (answer instanceof Error) throw answer
      if (answer === undefined) throw new Error('no answer was prepared')
      return answer.clone()
    },
  }
}

/** A JSON response. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
}
