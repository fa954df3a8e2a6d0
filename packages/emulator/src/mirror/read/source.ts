import { defaultPageSize, largestPageSize } from '../../generated/page-size.ts'
import { routes } from '../../generated/routes.ts'
import type { MirrorClient, RawAnswer } from '../client.ts'
import type { GapKind, MirrorGap } from '../gap.ts'
import type { MirrorJournal } from '../journal.ts'
import { MirrorError } from '../mirror-error.ts'
import { slots } from './slots.ts'

/** Operations that only read. Not all that are sent by GET do: one of them takes members out of a workspace. */
type Id = (typeof routes)[number]['id']
export type ReadId = Extract<Id, `${string}_list` | `${string}_read` | 'user_self'>

/** Values that a path and a query are filled with. */
export type Values = Readonly<Record<string, string>>
export type Query = Readonly<Record<string, string | number>>

/** A page of a list, or something that is read by itself. */
export interface Answer {
  readonly body: unknown
  /** Rows of the whole list, where the service counts them. */
  readonly count: number | undefined
  /** Pages of the whole list, where the service counts them. */
  readonly pages: number | undefined
}

/** Where a mirror is read from. */
export interface Source {
  /** Asks for something. @throws {Refused} @throws {MirrorError} */
  ask(id: ReadId, path: Values, query?: Query): Promise<Answer>
  /** Gives what was kept under a name, or makes it and keeps it: what was read once is not read again. */
  once<Value>(key: string, read: () => Promise<Value>): Promise<Value>
  /** Reads something that the caller may be refused, which is a gap then. It is kept under a name, where it has one. */
  orGap<Value>(
    key: string | undefined,
    gap: Pick<MirrorGap, 'what' | 'where'>,
    read: () => Promise<Value>,
  ): Promise<Value | undefined>
  /** Tells of something that is not known. */
  lack(what: GapKind, where: string, why: MirrorGap['why'], detail: string): void
}

/** The service does not tell this caller. */
class Refused extends Error {
  readonly status: number
  constructor(status: number, what: string) {
    super(what)
    this.status = status
  }
}

/** What of an operation's answers is no failure, but a refusal: the plan has it not, the caller may not see it, it is not there. */
const refusals = [402, 403, 404]

const byId = new Map<string, string>(routes.filter(({ method }) => method === 'GET').map(({ id, path }) => [id, path]))

/** What a source works with. */
export interface SourceOptions {
  readonly journal: MirrorJournal
  /** Gets what is not known. */
  readonly gaps: MirrorGap[]
  /** Requests at a time. */
  readonly concurrency: number
  readonly signal: AbortSignal | undefined
  /** Hears of every request. */
  readonly asked: () => void
}

/** Makes a source of a client. */
export function sourceOf(client: MirrorClient, { journal, gaps, concurrency, signal, asked }: SourceOptions): Source {
  const inTurn = slots(concurrency)

  async function ask(id: ReadId, path: Values, query: Query = {}): Promise<Answer> {
    const template = byId.get(id) ?? ''
    const version = template.startsWith('/v2/') ? 'v2' : 'v1'
    // The client knows each path with its types; here is one that was generated of the same description.
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
  if (refusals.includes(status)) return new Refused(status, `${id} was answered ${status}`)
  const remedy =
    status === 401 ? 'Give the client a credential that the service accepts.' : 'Try again: a journal goes on where it was.'
  return new MirrorError(`The service answered ${id} with ${status}. ${remedy}`, { status })
}

/** Whether the service refused to tell something. */
export const isRefusal = (error: unknown): error is Error => error instanceof Refused

/**
 * All rows of a list. Where the service counts no pages, one that is short is the last, and so is one that says nothing new.
 *
 * @param field where the rows are in answers, if not right there
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

/** @throws {MirrorError} for an answer that is no list */
export function rowsIn(body: unknown, id: string, field?: string): readonly unknown[] {
  const rows: unknown = field === undefined ? body : (body as Readonly<Record<string, unknown>>)[field]
  if (!Array.isArray(rows)) throw new MirrorError(`The service answered ${id} with something that is no list.`)
  return rows
}
