import { type CallOptions, toCall } from '../call.ts'
import { ParseError } from '../errors/transport.ts'
import { checkHeaders } from '../headers.ts'
import { resolveLimits } from '../limits.ts'
import type { Answer, ListCall, ListOperation } from '../list.ts'
import type { CallContext, Clock, Limits, Transport } from '../transport/transport.ts'
import { createLazyList } from './lazy-list.ts'
import type { Invoke } from './methods.ts'
import { isIdempotent, type Operation } from './operation.ts'
import { type RequestDefaults, toRequest } from './request.ts'

/** What carrying out operations needs. */
export interface InvokeOptions extends RequestDefaults {
  transport: Transport
  limits: Limits
  authenticated: boolean
  clock: Clock
}

/** Makes the function that carries out any operation: sorts its parameters, sends it, reads the answer, pages through lists. */
export function createInvoke({ transport, limits, authenticated, clock, ...defaults }: InvokeOptions): Invoke {
  async function request(
    operation: Operation,
    params: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<Answer<unknown>> {
    checkHeaders(options.headers ?? {})
    const context: CallContext = {
      ...resolveLimits(options, limits),
      operation: operation.name,
      signal: options.signal,
      idempotent: options.idempotent ?? isIdempotent(operation.method, operation.path),
      attempts: 0,
      text: '',
    }
    const response = await transport(toRequest(operation, params, options.headers, defaults), context)
    if (response.ok) return { data: readJson(response, context), response, attempts: context.attempts }
    // Loaded when first needed: most of it is words, and most calls succeed.
    const { refuse } = await import('../later.ts')
    throw refuse(response, await response.text(), { ...context, authenticated, now: clock.now() })
  }

  return function invoke(operation, params, options) {
    if (!isList(operation)) return toCall(request(operation, params, options))
    let loading: Promise<{ readonly list: ListCall<unknown> }> | undefined
    return createLazyList(() => {
      loading ??= import('../later.ts').then(({ createList }) => ({
        list: createList(operation, params, (page) => request(operation, page, options)),
      }))
      return loading
    })
  }
}

const isList = (operation: Operation): operation is ListOperation => operation.list !== undefined

function readJson(response: Response, context: CallContext): unknown {
  const { text } = context
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Without the cause: it quotes the answer, and answers hold keys and tokens.
    const type = response.headers.get('content-type') ?? 'no content type'
    const message = `Cloudsmith answered ${response.status} on ${context.operation} with ${text.length} characters (${type}) that are not JSON. Check baseUrl, and proxies on the way.`
    throw new ParseError(message, context)
  }
}
