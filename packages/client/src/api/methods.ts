import type { CallOptions } from '../call.ts'
import { join, type Operation, readOperation } from './operation.ts'

/** Nested groups of operations, each encoded as one line. */
export interface Table {
  readonly [name: string]: string | Table
}

/** Calls an operation. */
export type Invoke = (operation: Operation, params: Readonly<Record<string, unknown>>, options: CallOptions) => unknown

/** Builds the tree of methods from a table of operations. A line is parsed when its method is first called. */
export function buildMethods(table: Table, invoke: Invoke, path = '', around = ''): Record<string, unknown> {
  const methods: Record<string, unknown> = {}
  const stem = typeof table[''] === 'string' ? join(around, table['']) : around
  for (const [key, value] of Object.entries(table)) {
    if (key === '') continue
    for (const name of key.startsWith('{') ? key.slice(1, -1).split(',') : [key]) {
      const fullName = path === '' ? name : `${path}.${name}`
      const filled = key === name ? value : fill(value, name)
      methods[name] =
        typeof filled === 'string' ? method(fullName, filled, stem, invoke) : buildMethods(filled, invoke, fullName, stem)
    }
  }
  return methods
}

function method(name: string, line: string, stem: string, invoke: Invoke) {
  let operation: Operation | undefined
  return (...args: readonly Record<string, unknown>[]) => {
    operation ??= readOperation(name, line, stem)
    const [params, options] = operation.hasParams ? args : [undefined, args[0]]
    return invoke(operation, params ?? {}, options ?? {})
  }
}

/** Fills in a format where the table has a placeholder for it. */
function fill(value: string | Table, format: string): string | Table {
  if (typeof value === 'string') return value.replace('{*}', format)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner, format)]))
}
