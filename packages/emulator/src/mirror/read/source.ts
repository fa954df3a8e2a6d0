import { defaultPageSize, largestPageSize } from '../../generated/page-size.ts'
import { routes } from '../../generated/routes.ts'
import type { MirrorClient, RawAnswer } from '../client.ts'
import type { GapKind, MirrorGap } from '../gap.ts'
import type { MirrorJournal } from '../journal.ts'
import { MirrorError } from '../mirror-error.ts'
import { slots } from './slots.ts'

/** Operations that only read. Not every GET operation does: one of them removes members from a workspace. */
type Id = (typeof routes)[number]['id']
export type ReadId = Extract<Id, `${string}_list` | `${string}_read` | 'user_self'>

/** Values for the placeholders of a path, and for a query. */
export type Values = Readonly<Record<string, string>>
export type Query = Readonly<Record<string, string | number>>

/** A page of a list, or a single object. */
export interface Answer {
  readonly body: unknown
  /** Rows of the whole list, if the service counts them. */
  readonly count: number | undefined
  /** Pages of the whole list, if the service counts them. */
  readonly pages: number | undefined
}

/** Where a mirror is read from. */
export interface Source {
  /** Sends a request. @throws {Refused} @throws {MirrorError} */
  ask(id: ReadId, path: Values, query?: Query): Promise<Answer>
  /** Returns what was stored under a key, or reads and stores it, so nothing is read twice. */
  once<Value>(key: string, read: () => Promise<Value>): Promise<Value>
  /** Reads something that the caller may not be permitted to read, which is then a gap. It is stored under a key, if it has one. */
  orGap<Value>(
    key: string | undefined,
    gap: Pick<MirrorGap, 'what' | 'where'>,
    read: () => Promise<Value>,
  ): Promise<Value | undefined>
  /** Reports a gap. */
  lack(what: GapKind, where: string, why: MirrorGap['why'], detail: string): void
}

/** The caller may not read something. */
class Refused extends Error {
  readonly status: number
  constructor(status: number, what: string) {
    super(what)
    this.status = status
  }
}

/** The statuses that count as refusals and not as failures: not in the plan, not permitted, not found. */
const refusals = [402, 403, 404]

const byId = new Map<string, string>(routes.filter(({ method }) => method === 'GET').map(({ id, path }) => [id, path]))

/** What a source needs. */
export interface SourceOptions {
  readonly journal: MirrorJournal
  /** Collects the gaps. */
  readonly gaps: MirrorGap[]
  /** Concurrent requests. */
  readonly concurrency: number
  readonly signal: AbortSignal | undefined
  /** Called for every request. */
  readonly asked: () => void
}

/** Creates a source from a client. */
export function sourceOf(client: MirrorClient, { journal, gaps, concurrency, signal, asked }: SourceOptions): Source {
  const inTurn = slots(concurrency)

  async function ask(id: ReadId, path: Values, query: Query = {}): Promise<Answer> {
    const template = byId.get(id) ?? ''
    const version = template.startsWith('/v2/') ? 'v2' : 'v1'
    // The client types each path; this one comes from the routes, which are generated from the same description.
    const get = client[version].GET as (path: string, init: object) => Promise<RawAnswer>
    const init = { params: { path, query }, ...(signal && { signal }) }
    const answer = await inTurn(() => {
      asked()
      return get(template.replace(/^\/v2/, ''), init)
    })
    const { ok, status, headers } = answer.response
    if (!ok || answer.data === undefined) throw failureOf(id, status)
    const told = (name: string) => (headers.has(name) ? Number(headers.get(name)) : undefined)
    return { body: answer.data, count: told('x-pagination-count'), pages: told('x-pagination-pagetotal') }
  }

  async function once<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = journal.get(key)
    if (known !== undefined) return known as Value
    const value = await read()
    await journal.set(key, value)
    return value
  }

  return {
    ask,
    once,
    async orGap(key, gap, read) {
      type Outcome = { value: Awaited<ReturnType<typeof read>> } | { refused: string }
      const attempt = async (): Promise<Outcome> => {
        try {
          return { value: await read() }
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return { refused: error.message }
        }
      }
      const outcome = await (key === undefined ? attempt() : once(key, attempt))
      if ('value' in outcome) return outcome.value
      gaps.push({ ...gap, why: 'refused', detail: outcome.refused })
      return undefined
    },
    lack: (what, where, why, detail) => gaps.push({ what, where, why, detail }),
  }
}

function failureOf(id: string, status: number): Error {
  if (refusals.includes(status)) return new Refused(status, `${id} was answered with ${status}`)
  const remedy =
    status === 401
      ? 'Create the client with a credential that the service accepts.'
      : 'Try again: with a journal, the mirror continues where it stopped.'
  return new MirrorError(`The service answered ${id} with ${status}. ${remedy}`, { status })
}

/** Whether an error is a refusal of the service. */
export const isRefusal = (error: unknown): error is Error => error instanceof Refused

/**
 * Reads all rows of a list. If the service does not count pages, the last page is one that is short, or has nothing new.
 *
 * @param field the field of the responses that has the rows; without it, the response itself is the list
 * @see docs/service.md#pagination
 */
export async function listAll(source: Source, id: ReadId, path: Values, field?: string): Promise<unknown[]> {
  const rows = new Map<string, unknown>()
  for (let page = 1; ; page++) {
    const { body, pages } = await source.ask(id, path, { page, page_size: largestPageSize })
    const found = rowsIn(body, id, field)
    const known = rows.size
    for (const row of found) rows.set(JSON.stringify(row), row)
    const isLast = pages === undefined ? found.length < defaultPageSize || rows.size === known : page >= pages
    if (isLast) return [...rows.values()]
  }
}

/** @throws {MirrorError} if the response is not a list */
export function rowsIn(body: unknown, id: string, field?: string): readonly unknown[] {
  const rows: unknown = field === undefined ? body : (body as Readonly<Record<string, unknown>>)[field]
  if (!Array.isArray(rows)) throw new MirrorError(`The service answered ${id} with something that is not a list.`)
  return rows
}
