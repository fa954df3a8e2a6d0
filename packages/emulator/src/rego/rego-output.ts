import type { PolicyOutput } from '../generated/v2.ts'

/**
 * What the package `cloudsmith` of a policy came to, as the API shows it: `match` is false where the policy leaves it undefined; `reason`
 * is a list, also where a policy makes an object of it (`reason[text] if …`).
 */
export function regoOutput(variables: unknown): PolicyOutput {
  const { match, reason, ...rest } = isObject(variables) ? variables : {}
  return { ...rest, match: match === true, ...(reason === undefined ? {} : { reason: textsOf(reason) }) }
}

/** What a policy that cannot be evaluated comes to: it matches nothing, and its decision tells why. */
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
