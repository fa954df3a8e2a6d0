import { segmentsOf } from './path.ts'

/** An operation with its method and path. */
export interface Route {
  readonly id: string
  readonly method: string
  /** For example `/packages/{owner}/{repo}/`. */
  readonly path: string
}

/** The result of a look-up. */
export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly path: Readonly<Record<string, string>> }
  /** The path is right except for its trailing slash. */
  | { readonly kind: 'slash'; readonly location: string }
  | { readonly kind: 'method'; readonly allowed: readonly string[] }
  | { readonly kind: 'none' }

interface End {
  readonly route: Route
  /** The path parameters with the position of their segments. */
  readonly parameters: readonly (readonly [name: string, segment: number])[]
}

interface Node {
  readonly words: Map<string, Node>
  any?: Node
  /** The routes that end here by method, separately for paths with and without a trailing slash. */
  readonly ends: { readonly slash: Map<string, End>; readonly bare: Map<string, End> }
}

/** Finds the route of a request. */
export type Router = (method: string, path: string) => Match

/**
 * Creates a router: a tree of path segments, so the time of a look-up depends on the length of the path and not on the number of routes. Literal
 * segments take precedence over parameters, so a package called `groups` cannot be addressed by that name.
 */
export function createRouter(routes: readonly Route[]): Router {
  const root = createNode()
  for (const route of routes) {
    const segments = segmentsOf(route.path)
    const parameters = segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), index] as const] : [],
    )
    const { ends } = segments.reduce(step, root)
    ends[route.path.endsWith('/') ? 'slash' : 'bare'].set(route.method, { route, parameters })
  }

  return function match(method, path) {
    const segments = segmentsOf(path)
    const [kind, other] = path.endsWith('/') ? (['slash', 'bare'] as const) : (['bare', 'slash'] as const)
    const node = find(root, segments, 0, kind)
    const ends = node?.ends[kind]
    const end = ends?.get(method)
    if (end !== undefined) return { kind: 'found', route: end.route, path: valuesOf(end, segments) }
    if (ends !== undefined) return { kind: 'method', allowed: [...ends.keys()] }
    if (other === 'slash' && find(root, segments, 0, other)) return { kind: 'slash', location: `${path}/` }
    return { kind: 'none' }
  }
}

function createNode(): Node {
  return { words: new Map(), ends: { slash: new Map(), bare: new Map() } }
}

function step(node: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    node.any ??= createNode()
    return node.any
  }
  const next = node.words.get(segment) ?? createNode()
  node.words.set(segment, next)
  return next
}

function find(node: Node, segments: readonly string[], at: number, kind: 'slash' | 'bare'): Node | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.ends[kind].size > 0 ? node : undefined
  const word = node.words.get(segment)
  return (word && find(word, segments, at + 1, kind)) ?? (node.any && find(node.any, segments, at + 1, kind))
}

function valuesOf({ parameters }: End, segments: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, segment] of parameters) found[name] = segments[segment] ?? ''
  return found
}
