import type { Document, Operation } from './document.ts'
import { joinedOf } from './joined.ts'
import { type MethodTree, readEntry } from './methods.ts'
import { answerShape, listShape } from './shapes.ts'

const letters: Record<string, string> = { GET: 'G', POST: 'P', PUT: 'U', PATCH: 'A', DELETE: 'D' }

/** A DELETE returns nothing anyway. */
const answerMark = { object: '', nothing: '0', anything: '*' }

const pagingMark = { page: '+', cursor: '>', none: '' }

/**
 * The table that the client's methods run by: the tree of method names, each with a line such as
 *
 *     G /packages/{owner}/{repo}/ []+                 a GET: a list, paged by number (`>`: by cursor)
 *     G /packages/{owner}/{repo}/groups/ [results]+   a list inside a field
 *     G /decision_logs/ [results]+50                  a list whose pages should have at most 50 rows
 *     P /entitlements/{owner}/{repo}/ ?show_tokens    a POST: a body, and parameters that go into the query
 *     P /recycle-bin/{owner}/action/ =action:restore  a POST: a body, one field of which the method sets
 *     G /packages/{owner}/{repo}/ []+ ,sort           a GET: arrays in `sort` are joined with commas
 *     G /user/self/ -                                 no parameters
 *     P /repos/{owner}/{identifier}/geoip/enable/ 0   returns nothing, like a DELETE (`*`: any type; otherwise an object)
 *
 * The table is short because every program that uses the client contains it: U is PUT, A is PATCH, D is DELETE.
 *
 * Formats are not expanded: `{alpine,cargo}` is a method, or a group of methods, for each of them. If that is shorter, a group has an
 * entry with an empty name for the common prefix of its paths, itself relative to the prefix of the surrounding group. A path or a
 * prefix that starts with a slash is absolute.
 */
export function writeTable(
  document: Document,
  operations: readonly Operation[],
  tree: MethodTree,
  formats: Record<string, string[]>,
): MethodTree {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const prefix = tree.workspaces === undefined ? '' : '/v2'

  function line(entry: string, format: string | undefined): string {
    const { id, fixed } = readEntry(entry.replace(/\{\w+\}/, format ?? ''))
    const operation = byId.get(id)
    if (operation === undefined) throw new Error(`no operation ${id}`)
    const path = format === undefined ? operation.path : operation.path.replace(`/${format}/`, '/{*}/')
    const list = listShape(document, operation)
    const queries = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    const joined = joinedOf(document, operation)
    const answer = list === undefined && operation.method !== 'DELETE' ? answerMark[answerShape(document, operation)] : ''
    return [
      `${letters[operation.method]} ${prefix}${path}`,
      ...(list === undefined ? [] : [`[${list.field ?? ''}]${pagingMark[list.paging]}${operation.pageSize?.advised ?? ''}`]),
      ...(['GET', 'DELETE'].includes(operation.method) || queries.length === 0 ? [] : [`?${queries.join(',')}`]),
      ...(joined.length === 0 ? [] : [`,${joined.join(',')}`]),
      ...(answer === '' ? [] : [answer]),
      ...(fixed === undefined ? [] : [`=${fixed.name}:${fixed.value}`]),
      ...(operation.parameters.length === 0 && operation.body === undefined ? ['-'] : []),
    ].join(' ')
  }

  function fold(node: MethodTree, format: string | undefined): MethodTree {
    return Object.fromEntries(
      Object.entries(node).map(([name, value]) => {
        const variable = /^\{(\w+)\}$/.exec(name)?.[1]
        const names = variable === undefined ? undefined : (formats[variable] ?? [])
        const key = names === undefined ? name : `{${names.join(',')}}`
        const sample = names?.[0] ?? format
        return [key, typeof value === 'string' ? line(value, sample) : fold(value, sample)]
      }),
    )
  }

  return shorten(fold(tree, undefined))
}

/** Writes the prefix that saves the most characters once for the group. `around` is the prefix of the surrounding group. */
function shorten(group: MethodTree, around = ''): MethodTree {
  const paths = Object.values(group).flatMap((value) => (typeof value === 'string' ? [pathOf(value)] : []))
  const stems = new Set(paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1))))
  const saving = (stem: string) => paths.filter((path) => path.startsWith(stem)).length * stem.length - stem.length
  const [best = '/'] = [...stems].sort((a, b) => saving(b) - saving(a))
  const stem = saving(best) > 8 ? best : around
  return Object.fromEntries([
    ...(stem === around ? [] : [['', below(around, stem)] as const]),
    ...Object.entries(group).map(([name, value]) => {
      if (typeof value !== 'string') return [name, shorten(value, stem)] as const
      return [name, value.replace(pathOf(value), below(stem, pathOf(value)))] as const
    }),
  ])
}

const below = (stem: string, path: string): string => (stem !== '' && path.startsWith(stem) ? path.slice(stem.length) : path)

const pathOf = (line: string): string => line.split(' ')[1] ?? ''
