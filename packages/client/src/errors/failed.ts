import { redact, shownUrl } from '../observe/redact.ts'
import type { CallContext } from '../transport/transport.ts'
import type { FailedRequest } from './transport.ts'
import { visible } from './visible.ts'

/** Parameters that errors also have as properties of their own. */
const frequent: ReadonlySet<string> = new Set(['owner', 'repo', 'identifier', 'filename'])

/** What an error may reveal about a call. */
export function failed(context: CallContext): FailedRequest {
  const { operation, attempts, params, address } = context
  const told = Object.entries(params).map(([name, value]) => [name, redact(String(value), context)] as const)
  return {
    operation,
    attempts,
    params: Object.fromEntries(told),
    ...Object.fromEntries(told.filter(([name]) => frequent.has(name))),
    url: shownUrl(address, context),
  }
}

/**
 * How messages refer to a call: by its method and path parameters, such as `packages.read acme/dev/abc`. An operation that is not a method
 * already names its subject, as `upload to https://…` does.
 */
export function nameOf(context: CallContext): string {
  const { operation, params } = context
  const about = /[ /]/.test(operation) ? '' : Object.values(params).join('/')
  return said(about === '' ? operation : `${operation} ${about}`, context)
}

/** Prepares a text from outside for an error message: redacted, and with control characters made visible. */
export const said = (text: string, context: CallContext): string => visible(redact(text, context))
