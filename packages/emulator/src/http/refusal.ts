import type { Answer } from '../core/answer.ts'

/** A response of the server itself, not of the service, with a reason. */
export function refusal(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    payload: JSON.stringify({ detail }),
    hint: detail,
  }
}
