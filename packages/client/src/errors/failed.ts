import { redact, shownUrl } from '../observe/redact.ts'
import type { CallContext } from '../transport/transport.ts'
import type { FailedRequest } from './transport.ts'
import { visible } from './visible.ts'

/** Parameters that every error has by their names. */
const frequent: ReadonlySet<string> = new Set(['owner', 'repo', 'identifier', 'filename'])

/** What an error may tell of a call. */
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
 * What messages call a call: its method and what it is about, such as `packages.read acme/dev/abc`. An operation that is no method says by
 * itself what it is about, as `upload to https://…` does.
 */
export function nameOf(context: CallContext): string {
  const { operation, params } = context
  const about = /[ /]/.test(operation) ? '' : Object.values(params).join('/')
  return said(about === '' ? operation : `${operation} ${about}`, context)
}

/** A text from outside as the message of an error holds it. */
export const said = (text: string, context: CallContext): string => visible(redact(text, context))
