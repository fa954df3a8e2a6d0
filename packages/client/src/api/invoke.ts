import { type CallOptions, toCall } from '../call.ts'
import { resolveLimits } from '../limits.ts'
import type { Answer, ListCall, ListOperation } from '../list.ts'
import { later } from '../load-later.ts'
import type { CallContext, Clock, Limits, Transport } from '../transport/transport.ts'
import { readAnswer } from './answer.ts'
import { createLazyList } from './lazy-list.ts'
import type { Invoke } from './methods.ts'
import type { Operation } from './operation.ts'
import { fillPlainPath } from './plain-path.ts'
import { type RequestDefaults, sortParams, toRequest } from './request.ts'

/** What it takes to call operations. */
export interface InvokeOptions extends RequestDefaults {
  transport: Transport
  limits: Limits
  authenticated: boolean
  clock: Clock
  /** Credentials that have been sent. */
  secrets: Iterable<string>
}

/** Creates the function that calls any operation: it sorts the parameters, sends the request, reads the response and pages through lists. */
export function createInvoke({ transport, limits, authenticated, clock, secrets, ...defaults }: InvokeOptions): Invoke {
  async function request(
    operation: Operation,
    params: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<Answer<unknown>> {
    const { headers } = options
    const parts = sortParams(operation, params)
    if (headers !== undefined) (await later()).checkHeaders(headers)
    const path = fillPlainPath(operation.pieces, parts.path) ?? (await later()).fillPath(operation.path, parts.path)
    const { body, query } = parts
    // Most calls have no query.
    const search = Object.keys(query).length === 0 ? '' : (await later()).toSearch(query)
    const outgoing = toRequest(operation.method, path, { search, body }, headers, defaults)
    const context: CallContext = {
      ...resolveLimits(options, limits),
      operation: operation.name,
      params: parts.path,
      address: outgoing.url,
      secrets,
      sent: { params, headers },
      signal: options.signal,
      idempotent: options.idempotent ?? operation.idempotent,
      attempts: 0,
      text: '',
    }
    const response = await transport(outgoing, context)
    if (response.ok) return { data: await readAnswer(operation, response, context), response, context }
    // Loaded when first needed: it is mostly message texts, and most calls succeed.
    const { refuse } = await later()
    throw refuse(response, context.text ?? '', { context, authenticated, now: clock.now() })
  }

  return function invoke(operation, params, options) {
    if (!isList(operation)) return toCall(request(operation, params, options))
    let loading: Promise<{ readonly list: ListCall<unknown> }> | undefined
    return createLazyList(() => {
      loading ??= later().then(({ createList }) => ({
        list: createList(operation, params, (page) => request(operation, page, options)),
      }))
      return loading
    })
  }
}

const isList = (operation: Operation): operation is ListOperation => operation.list !== undefined
