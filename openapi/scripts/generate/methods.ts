import { type Operation, readDocument } from './document.ts'

/**
 * The client's names for its operations: groups of groups of methods. A key in braces stands for each format. An operation id may be
 * followed by a field of the body that the method sets: `recycle-bin_action action=restore`.
 */
export interface MethodTree {
  [name: string]: string | MethodTree
}

/** An operation at its position in the table. */
export interface PlacedOperation extends Operation {
  /** The field of the body that the method sets in place of the caller. */
  fixed: FixedField | undefined
}

/** A field that always has one value. */
export interface FixedField {
  name: string
  value: string
}

/** The tree with every format expanded and every operation id replaced by its operation. */
export interface OperationTree {
  [name: string]: PlacedOperation | OperationTree
}

export const isOperation = (node: PlacedOperation | OperationTree): node is PlacedOperation => typeof node.id === 'string'

/** Parses the table's entry for a method: an operation id, and a field that it sets. */
export function readEntry(entry: string): { id: string; fixed: FixedField | undefined } {
  const [, id = '', name, value] = /^(\S+)(?: (\w+)=(\w+))?$/.exec(entry) ?? []
  return { id, fixed: name === undefined || value === undefined ? undefined : { name, value } }
}

/** Reads the table of method names of one version of the API. */
export async function readMethods(version: 'v1' | 'v2'): Promise<MethodTree> {
  return (await readDocument<Record<'v1' | 'v2', MethodTree>>('methods.yaml'))[version]
}

/** Formats that `{upload}` or `{upstream}` in the table stands for: those with operations in the description. */
export function formatsOf(operations: readonly Operation[]): Record<string, string[]> {
  const formats = (pattern: RegExp) => operations.flatMap(({ id }) => pattern.exec(id)?.[1] ?? []).sort()
  return { upload: formats(/^packages_upload_(\w+)$/), upstream: formats(/^repos_upstream_(\w+)_list$/) }
}

/**
 * Places the operations as the table says.
 *
 * @throws if the table names an operation that is not described, or lacks one that is
 */
export function placeOperations(tree: MethodTree, operations: readonly Operation[]): OperationTree {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const unplaced = new Set(byId.keys())
  const unknown: string[] = []

  function place(node: MethodTree, format: Record<string, string>): OperationTree {
    const placed: OperationTree = {}
    for (const [name, value] of Object.entries(node)) {
      const variable = /^\{(\w+)\}$/.exec(name)?.[1]
      const names = variable === undefined ? [name] : (formatsOf(operations)[variable] ?? [])
      for (const each of names) {
        const formats = variable === undefined ? format : { ...format, [variable]: each }
        if (typeof value !== 'string') {
          placed[each] = place(value, formats)
          continue
        }
        const { id, fixed } = readEntry(value.replace(/\{(\w+)\}/g, (_, key: string) => formats[key] ?? ''))
        const operation = byId.get(id)
        if (operation === undefined) unknown.push(id)
        else placed[each] = { ...operation, fixed }
        unplaced.delete(id)
      }
    }
    return placed
  }

  const placed = place(tree, {})
  const problems = [
    ...unknown.map((id) => `methods.yaml has ${id}, which the API description lacks`),
    ...[...unplaced].map((id) => `methods.yaml has no name for ${id}`),
  ]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return placed
}
