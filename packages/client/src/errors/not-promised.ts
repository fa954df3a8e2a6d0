import type { Operation } from '../api/operation.ts'
import type { CallContext } from '../transport/transport.ts'
import { failed, nameOf, said } from './failed.ts'
import { foundLate } from './found-late.ts'
import { ParseError } from './transport.ts'

/** The error for a successful response with an unexpected body. The body is described, never quoted: it may contain keys and tokens. */
export function notPromised({ answer, list }: Operation, { status, headers }: Response, context: CallContext): ParseError {
  const type = said(headers.get('content-type') ?? 'no content type', context)
  const one = answer === 'object' ? 'an object with fields' : 'JSON'
  const promised = list === undefined ? one : `a list of objects${list.field === undefined ? '' : ` (in ${list.field})`}`
  const message = `Cloudsmith answered ${status} on ${nameOf(context)} with ${describe(context.text ?? '', type)} instead of ${promised}. Check baseUrl and any proxies in between.`
  return foundLate(new ParseError(message, failed(context)), context)
}

/** The same for a raw call, whose body was read by openapi-fetch. */
export function notJson(context: CallContext): ParseError {
  const message = `Cloudsmith answered ${nameOf(context)} with something other than JSON. Check baseUrl and any proxies in between.`
  return foundLate(new ParseError(message, failed(context)), context)
}

function describe(text: string, type: string): string {
  if (text.trim() === '') return 'nothing'
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return `a list of ${value.length}`
    if (typeof value !== 'object') return `a ${typeof value}`
    if (value === null) return 'null'
    return Object.keys(value).length === 0 ? 'an object without fields' : 'an object'
  } catch {
    const page = /^\s*<(!doctype html|html)/i.test(text) ? 'an HTML page' : 'a text'
    return `${page} of ${text.length} characters (${type}) that is not JSON`
  }
}
