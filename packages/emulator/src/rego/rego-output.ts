import type { PolicyOutput } from '../generated/v2.ts'

/**
 * The result of a policy's package `cloudsmith` as the API shows it. `match` is false if the policy leaves it undefined; `reason` is a list even if
 * the policy makes it an object (`reason[text] if …`).
 */
export function regoOutput(variables: unknown): PolicyOutput {
  const { match, reason, ...rest } = isObject(variables) ? variables : {}
  return { ...rest, match: match === true, ...(reason === undefined ? {} : { reason: textsOf(reason) }) }
}

/** The result of a policy that cannot be evaluated: it matches nothing, and its decision has the error. */
export function failedOutput(error: string): PolicyOutput {
  return { match: false, error }
}

function textsOf(reason: unknown): string[] {
  if (Array.isArray(reason)) return reason.map(String)
  return isObject(reason) ? Object.keys(reason) : [String(reason)]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
