import { type Document, operationsOf } from '../generate/document.ts'
import { listShape } from '../generate/shapes.ts'
import { type Node, operationsIn } from './node.ts'

/** Rows on a page where nothing is said, and at most. @see docs/service.md#pagination */
const pageSize = { default: 30, maximum: 500 }

/** Says of each list, in `x-pagination`, how the next page is asked for, and where in the answer the rows are. */
export function describePaging(document: Node): void {
  const operations = new Map(operationsIn(document).map(({ operation }) => [operation.operationId, operation]))
  for (const operation of operationsOf(document as unknown as Document)) {
    const shape = listShape(document as unknown as Document, operation)
    const node = operations.get(operation.id)
    if (shape === undefined || shape.paging === 'none' || node === undefined) continue
    node['x-pagination'] = { by: shape.paging, ...(shape.field === undefined ? {} : { rows: shape.field }), pageSize }
  }
}
