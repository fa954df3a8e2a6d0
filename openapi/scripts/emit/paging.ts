import { type Document, type Operation, operationsOf, type Parameter } from '../generate/document.ts'
import { listShape } from '../generate/shapes.ts'
import { child, type Json, type Node, operationsIn } from './node.ts'

/**
 * Says of each list, in `x-pagination`, how the next page is asked for, where in the answer the rows are, and how many of them a page has:
 * what `page_size` says, and where the source of the operation says so itself, how many to ask for where all are wanted.
 *
 * @throws for a list in pages that does not say how long they are
 */
export function describePaging(document: Node): void {
  const operations = new Map(operationsIn(document).map(({ operation }) => [operation.operationId, operation]))
  for (const operation of operationsOf(document as unknown as Document)) {
    const shape = listShape(document as unknown as Document, operation)
    const node = operations.get(operation.id)
    if (shape === undefined || shape.paging === 'none' || node === undefined) continue
    node['x-pagination'] = {
      by: shape.paging,
      ...(shape.field === undefined ? {} : { rows: shape.field }),
      pageSize: { ...pageSizeOf(operation), ...child(child(node, 'x-pagination'), 'pageSize') },
    }
  }
  const parameters = Object.values(child(child(document, 'components'), 'parameters')) as Node[]
  // It is in the metadata of every list now.
  for (const parameter of parameters) delete parameter['x-largest']
}

function pageSizeOf({ id, parameters }: Operation): Node {
  const asked = parameters.find(({ name }) => name === 'page_size')
  const { 'x-largest': maximum, schema } = (asked ?? {}) as Partial<Parameter> & { 'x-largest'?: Json }
  if (maximum === undefined || schema?.default === undefined) throw new Error(`${id} does not say how long its pages are`)
  return { default: schema.default as Json, maximum }
}
