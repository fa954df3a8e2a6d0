import type { Document, Operation } from './document.ts'
import type { MethodTree } from './methods.ts'
import { listShape } from './shapes.ts'

const pagingMark = { page: '+', cursor: '>', none: '' }

/**
 * The table that the client's methods run by: the tree of method names with, for each, a line such as
 *
 *     GET /packages/{owner}/{repo}/ []+            a list, paged by number (`>`: by cursor)
 *     GET /packages/{owner}/{repo}/groups/ [results]+   a list inside a field
 *     POST /entitlements/{owner}/{repo}/ ?show_tokens   a body, and parameters that belong in the query
 *     GET /user/self/ -                            no parameters at all
 *
 * Formats stay folded: `{alpine,cargo}` is a method, or a group of methods, for each of them. Where it is shorter so, a group says
 * once, under an empty name, what the paths in it begin with; a path that begins with a slash is whole all the same.
 */
export function writeTable(
  document: Document,
  operations: readonly Operation[],
  tree: MethodTree,
  formats: Record<string, string[]>,
): MethodTree {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const prefix = tree.workspaces === undefined ? '' : '/v2'

  function line(id: string, format: string | undefined): string {
    const operation = byId.get(id.replace(/\{\w+\}/, format ?? ''))
    if (operation === undefined) throw new Error(`no operation ${id}`)
    const path = format === undefined ? operation.path : operation.path.replace(`/${format}/`, '/{*}/')
    const list = listShape(document, operation)
    const queries = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    return [
      `${operation.method} ${prefix}${path}`,
      ...(list === undefined ? [] : [`[${list.field ?? ''}]${pagingMark[list.paging]}`]),
      ...(['GET', 'DELETE'].includes(operation.method) || queries.length === 0 ? [] : [`?${queries.join(',')}`]),
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

/** Says the beginning that saves the most once for the group. */
function shorten(group: MethodTree): MethodTree {
  const paths = Object.values(group).flatMap((value) => (typeof value === 'string' ? [pathOf(value)] : []))
  const stems = new Set(paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1))))
  const saving = (stem: string) => paths.filter((path) => path.startsWith(stem)).length * stem.length - stem.length
  const [best = '/'] = [...stems].sort((a, b) => saving(b) - saving(a))
  const isWorth = saving(best) > 8
  return Object.fromEntries([
    ...(isWorth ? [['', best] as const] : []),
    ...Object.entries(group).map(([name, value]) => {
      if (typeof value !== 'string') return [name, shorten(value)] as const
      return [name, isWorth ? value.replace(` ${best}`, ' ') : value] as const
    }),
  ])
}

const pathOf = (line: string): string => line.split(' ')[1] ?? ''
