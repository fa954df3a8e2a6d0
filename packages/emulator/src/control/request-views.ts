import type { LoggedRequest } from '../core/request-log.ts'
import type { Emulator } from '../emulator.ts'
import type { RequestAnswer, RequestDetailAnswer, RequestsAnswer } from './answers.ts'
import { isoTime } from './iso-time.ts'
import { ControlProblem } from './problem.ts'
import { methodOf, operationOf, statusOf, type Wanted } from './wanted.ts'

/** Which requests to show. */
interface RequestFilter {
  readonly operation: string | null
  /** Text that the URL, the operation id or the user name has to contain, in any case. */
  readonly text: string | null
  readonly method: string | null
  /** `404`, or `4xx` for a whole class; `lost` for requests without a response. */
  readonly status: string | null
}

/** Lists requests, the latest first. */
export function requestsView({ requests }: Emulator, { offset, limit }: Wanted, query: URLSearchParams): RequestsAnswer {
  const applies = filterOf({
    operation: operationOf(query),
    text: query.get('text'),
    method: methodOf(query),
    status: statusOf(query),
  })
  const all = requests.all.filter(applies)
  const end = all.length - offset
  const latest = end <= 0 ? [] : all.slice(Math.max(0, end - limit), end).reverse()
  return { total: all.length, requests: latest.map((request) => view(request, requests.duration(request.id))) }
}

function filterOf({ operation, text, method, status }: RequestFilter): (request: LoggedRequest) => boolean {
  const wanted = text?.toLowerCase() ?? ''
  return (request) =>
    (operation === null || request.operation === operation) &&
    (method === null || request.method === method) &&
    (status === null || isOfStatus(request.status, status)) &&
    (wanted === '' || [request.url, request.operation, request.user].some((told) => told?.toLowerCase().includes(wanted)))
}

function isOfStatus(status: number | undefined, wanted: string): boolean {
  if (wanted === 'lost') return status === undefined
  return wanted.endsWith('xx') ? String(status).startsWith(wanted.slice(0, 1)) : String(status) === wanted
}

/** Returns a request with its headers and bodies. @throws {ControlProblem} 404 */
export function requestDetail({ requests }: Emulator, id: string): RequestDetailAnswer {
  const request = requests.all.find((logged) => String(logged.id) === id)
  if (request === undefined) throw new ControlProblem(404, 'There is no such request in the log: it may be too old.')
  return { request: view(request, requests.duration(request.id)), exchange: requests.exchange(request.id) ?? null }
}

function view(request: LoggedRequest, duration: number | null): RequestAnswer {
  return {
    id: request.id,
    at: isoTime(request.at),
    method: request.method,
    url: request.url,
    operation: request.operation ?? null,
    user: request.user ?? null,
    status: request.status ?? null,
    duration,
    fault: request.fault ?? false,
    unknown: [...(request.unknown ?? [])],
    hint: request.hint ?? null,
    error: request.error ?? null,
  }
}
