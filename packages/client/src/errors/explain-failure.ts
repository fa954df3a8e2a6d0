import { redact } from '../observe/redact.ts'
import { aborted, timedOut, tooLong } from '../transport/endings.ts'
import type { CallContext } from '../transport/transport.ts'
import { CloudsmithError } from './base.ts'
import { failed, nameOf, said } from './failed.ts'
import { AbortError, ConnectionError, ResponseTooLargeError, TimeoutError } from './transport.ts'

/** The error for an attempt that got no response, made from what ended it. Errors of this SDK are returned unchanged. */
export function explainFailure(cause: unknown, context: CallContext): Error {
  const { allowed, maxResponseBytes, signal } = context
  const name = nameOf(context)
  if (cause === aborted) return new AbortError(`${name} was aborted.`, { cause: signal?.reason })
  if (cause === timedOut) {
    const message = `No response to ${name} within ${allowed} ms. Raise timeout if the service needs longer.`
    return new TimeoutError(message, failed(context))
  }
  if (cause === tooLong) {
    const message = `The response to ${name} is longer than ${maxResponseBytes} bytes and was not read. Request less at once, or raise maxResponseBytes.`
    return new ResponseTooLargeError(message, failed(context))
  }
  if (cause instanceof CloudsmithError) return cause
  const message = `The connection failed on ${name}: ${said(reasonOf(cause), context)}`
  return new ConnectionError(message, failed(context), { cause: presentable(cause, context) })
}

/** fetch wraps the reason of a failure in one or more errors that only say "fetch failed". */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.cause instanceof Error) return reasonOf(cause.cause)
  const code = codeOf(cause) ?? ''
  return [code, cause.message || (code === '' ? cause.name : '')].filter(Boolean).join(' ')
}

const codeOf = (error: Error): string | undefined => ('code' in error && typeof error.code === 'string' ? error.code : undefined)

/** How many nested causes are inspected. */
const maxDepth = 8

/**
 * A cause that an error may expose: the cause itself, unless it repeats part of the response, as parser errors do, or a secret. Then it is a
 * redacted copy, because responses may contain keys and tokens.
 */
function presentable(cause: unknown, context: CallContext, depth = 0): unknown {
  if (typeof cause === 'string') return redact(cause, context)
  if (!(cause instanceof Error) || depth > maxDepth) return undefined
  const inner = presentable(cause.cause, context, depth + 1)
  const own = Object.getOwnPropertyNames(cause).map((name): unknown => Reflect.get(cause, name))
  const tells = own.some((value) => typeof value === 'string' && redact(value, context) !== value)
  if (!tells && !('data' in cause) && inner === cause.cause) return cause
  const code = codeOf(cause)
  const copy = new Error(redact(cause.message, context), inner === undefined ? {} : { cause: inner })
  return Object.assign(copy, { name: cause.name, stack: redact(cause.stack ?? '', context) }, code === undefined ? {} : { code })
}
