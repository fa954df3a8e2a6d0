/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** An object of an OpenAPI document. */
export type Node = { [key: string]: Json }

export const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a key, or an empty object. */
export const child = (node: Node, key: string): Node => {
  const value = node[key]
  return isNode(value) ? value : {}
}

const methods = ['get', 'put', 'post', 'delete', 'patch']

/** Every operation of a document. */
export function operationsIn(document: Node): { method: string; path: string; operation: Node }[] {
  return Object.entries(child(document, 'paths')).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = isNode(item) ? item[method] : undefined
      return isNode(operation) ? [{ method, path, operation }] : []
    }),
  )
}
