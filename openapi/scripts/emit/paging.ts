import { type Document, type Operation, operationsOf, type Parameter } from '../generate/document.ts'
import { listShape } from '../generate/shapes.ts'
import { child, type Json, type Node, operationsIn } from './node.ts'

/**
 * Adds `x-pagination` to each list: how to request the next page, where the rows are in the response, and how many rows a page has. The
 * latter comes from `page_size` and, if the operation's source states it, includes the page size to use for reading the whole list.
 *
 * @throws if a paged list does not state its page size
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
  // Every list has it in its own metadata now.
  for (const parameter of parameters) delete parameter['x-largest']
}

function pageSizeOf({ id, parameters }: Operation): Node {
  const asked = parameters.find(({ name }) => name === 'page_size')
  const { 'x-largest': maximum, schema } = (asked ?? {}) as Partial<Parameter> & { 'x-largest'?: Json }
  if (maximum === undefined || schema?.default === undefined) throw new Error(`${id} does not state its page size`)
  return { default: schema.default as Json, maximum }
}
