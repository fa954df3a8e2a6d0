import { type Document, type Operation, operationsOf, readDocument } from '@cloudsmith-sdk/openapi/document'
import { isOperation, type OperationTree, placeOperations, readMethods } from '@cloudsmith-sdk/openapi/methods'

/** Versions of the API, each with a document of its own. */
export const versions = ['v1', 'v2'] as const

/** A version of the API. */
export type Version = (typeof versions)[number]

/** An operation and where the client has it: `packages.upload.npm`. */
export interface Placed {
  version: Version
  /** Names from the client down to the method. */
  path: readonly string[]
  operation: Operation
}

/** Every operation of the API description. */
export async function everyOperation(): Promise<Placed[]> {
  const placed: Placed[] = []
  for (const version of versions) {
    const operations = operationsOf(await readDocument<Document>(`cloudsmith-${version}.yaml`))
    placed.push(...walk(placeOperations(await readMethods(version), operations), version, []))
  }
  return placed
}

function walk(tree: OperationTree, version: Version, above: readonly string[]): Placed[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const path = [...above, name]
    return isOperation(node) ? [{ version, path, operation: node }] : walk(node, version, path)
  })
}
