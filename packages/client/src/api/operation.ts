import { largestPageSize } from '../generated/page-size.ts'

/** How the next page of a list is asked for: by number, by cursor, or not at all. */
export type Paging = 'page' | 'cursor' | 'none'

/** One line of the table of operations, read. */
export interface Operation {
  /** Name of the client's method, such as `packages.copy`. */
  readonly name: string
  readonly method: string
  /** Path with its parameters in braces. */
  readonly path: string
  /** The path in pieces: every other one is the name of a parameter. */
  readonly pieces: readonly string[]
  /** Sending it twice does no more than sending it once. */
  readonly idempotent: boolean
  /** Parameters that belong in the query although the operation has a body. */
  readonly query: readonly string[]
  /** Parameters and fields that are one text of several, with commas between them. */
  readonly joined: readonly string[]
  /** A field of the body that the method sets. */
  readonly fixed: Readonly<Record<string, string>>
  /** It takes parameters. */
  readonly hasParams: boolean
  /** For a list: the field that holds its rows (none for a bare array), how to page, and the rows of the largest page to ask for. */
  readonly list: { readonly field: string | undefined; readonly paging: Paging; readonly largest: number } | undefined
  /** What it answers with, where that is no list. */
  readonly answer: 'object' | 'nothing' | 'anything'
}

const pagings: Readonly<Record<string, Paging>> = { '+': 'page', '>': 'cursor' }

const methods: Readonly<Record<string, string>> = { G: 'GET', P: 'POST', U: 'PUT', A: 'PATCH', D: 'DELETE' }

/** A path below a group's stem; one that begins with a slash is whole. */
export const join = (stem: string, path: string): string => (path.startsWith('/') ? path : stem + path)

const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

/** The one GET that changes something: it removes a member. @see docs/service.md#quirks */
const mutatingGet = /\/members\/[^/]+\/remove\/$/

/** Sending this request twice does no more than sending it once. `path` may hold its parameters in braces. */
export const isIdempotent = (method: string, path: string): boolean => idempotentMethods.has(method) && !mutatingGet.test(path)

/** Reads a line such as `G /packages/{owner}/{repo}/ []+`. */
export function readOperation(name: string, line: string, stem = ''): Operation {
  const [letter = '', rest = '', ...marks] = line.split(' ')
  const method = methods[letter] ?? letter
  const path = join(stem, rest)
  const list = marks.map((mark) => /^\[(\w*)\]([+>]?)(\d*)$/.exec(mark)).find((match) => match !== null)
  const namesAfter = (sign: string) =>
    marks
      .find((mark) => mark.startsWith(sign))
      ?.slice(1)
      .split(',') ?? []
  const [, field, value] = marks.map((mark) => /^=(\w+):(\w+)$/.exec(mark)).find((match) => match !== null) ?? []
  return {
    name,
    method,
    path,
    pieces: path.split(/[{}]/),
    idempotent: isIdempotent(method, path),
    query: namesAfter('?'),
    joined: namesAfter(','),
    fixed: field === undefined || value === undefined ? {} : { [field]: value },
    hasParams: !marks.includes('-'),
    list: list && {
      field: list[1] || undefined,
      paging: pagings[list[2] ?? ''] ?? 'none',
      largest: Number(list[3]) || largestPageSize,
    },
    answer: marks.includes('*') ? 'anything' : marks.includes('0') || method === 'DELETE' ? 'nothing' : 'object',
  }
}

/** The rows of an answer with many: it is they, or has them in a field. */
export const rowsIn = (data: unknown, field: string | undefined): unknown =>
  field === undefined ? data : (data as Readonly<Record<string, unknown>> | null | undefined)?.[field]
