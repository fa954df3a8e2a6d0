import { largestPageSize } from '../generated/page-size.ts'

/** How a list is paged: by page number, by cursor, or not at all. */
export type Paging = 'page' | 'cursor' | 'none'

/** An operation, parsed from one line of the table. */
export interface Operation {
  /** Name of the client's method, such as `packages.copy`. */
  readonly name: string
  readonly method: string
  /** Path with its parameters in braces. */
  readonly path: string
  /** The path split into pieces: every second one is the name of a parameter. */
  readonly pieces: readonly string[]
  /** Whether sending it twice has the same effect as sending it once. */
  readonly idempotent: boolean
  /** Parameters that belong in the query even though the operation has a body. */
  readonly query: readonly string[]
  /** Parameters and fields whose arrays are sent as one comma-separated string. */
  readonly joined: readonly string[]
  /** A field of the body whose value the method itself sets. */
  readonly fixed: Readonly<Record<string, string>>
  /** Whether it takes parameters. */
  readonly hasParams: boolean
  /** For a list: the field that contains the rows (undefined for a bare array), how to page, and the largest page size. */
  readonly list: { readonly field: string | undefined; readonly paging: Paging; readonly largest: number } | undefined
  /** What it returns if it is not a list. */
  readonly answer: 'object' | 'nothing' | 'anything'
}

const pagings: Readonly<Record<string, Paging>> = { '+': 'page', '>': 'cursor' }

const methods: Readonly<Record<string, string>> = { G: 'GET', P: 'POST', U: 'PUT', A: 'PATCH', D: 'DELETE' }

/** Appends a path to its group's stem; a path that begins with a slash is already complete. */
export const join = (stem: string, path: string): string => (path.startsWith('/') ? path : stem + path)

const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

/** The one GET that changes something: it removes a member. @see docs/service.md#quirks */
const mutatingGet = /\/members\/[^/]+\/remove\/$/

/** Whether sending this request twice has the same effect as sending it once. `path` may contain parameters in braces. */
export const isIdempotent = (method: string, path: string): boolean => idempotentMethods.has(method) && !mutatingGet.test(path)

/** Parses a line such as `G /packages/{owner}/{repo}/ []+`. */
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

/** The rows of a list response: the response itself, or one of its fields. */
export const rowsIn = (data: unknown, field: string | undefined): unknown =>
  field === undefined ? data : (data as Readonly<Record<string, unknown>> | null | undefined)?.[field]
