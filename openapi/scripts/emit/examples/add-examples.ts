import { child, isNode, type Json, type Node, operationsIn } from '../node.ts'
import { compose, type Purpose, type Resolve } from './compose.ts'
import type { Facts } from './facts.ts'
import { fits } from './fits.ts'

/**
 * Gives every parameter, header, request and answer of a document an example that has none. Those of the same kind are one, in
 * `components`. They are named examples throughout: generators of types make comments of all others, thousands of lines of them.
 *
 * @param others documents that this one refers to, by the beginning of the reference
 * @throws where nothing is told of something that has to be told
 */
export function addExamples(document: Node, facts: Facts, others: Readonly<Record<string, Node>> = {}): void {
  const shared: Node = {}
  const missing = new Set<string>()
  const components = child(document, 'components')

  const resolveIn =
    (root: Node): Resolve =>
    (ref) => {
      const [file = '', pointer = ''] = ref.split('#/')
      const target = file === '' ? root : others[file]
      if (target === undefined) throw new Error(`there is no document ${file}`)
      const steps = pointer.split('/')
      return { name: steps.at(-1) ?? '', schema: steps.reduce<Node>(child, target), resolve: resolveIn(target) }
    }
  const resolve = resolveIn(document)

  const purpose = (operation: string, isRequest: boolean): Purpose => ({ facts, resolve, missing, operation, isRequest })

  function giveValue(node: Json, name: string, model: string, operation: string): void {
    if (!isNode(node) || node.$ref !== undefined || hasExample(node)) return
    const schema = child(node, 'schema')
    const told = facts.of({ model, operation }, name, (value) => isNode(value) || fits(value, schema, resolve))
    const value = told ?? compose(schema, purpose(operation, true))
    if (value === undefined) missing.add(`${model || operation}.${name}`)
    else node.examples = isNode(value) ? mapped(value) : { example: { value } }
  }

  function giveBody(node: Json, operation: string, isRequest: boolean): void {
    const media = isNode(node) ? child(node, 'content')['application/json'] : undefined
    if (!isNode(media) || hasExample(media)) return
    const schema = child(media, 'schema')
    const value =
      facts.of({ model: '', operation }, isRequest ? 'request' : 'answer') ?? compose(schema, purpose(operation, isRequest))
    if (value === undefined) missing.add(`${operation}.${isRequest ? 'request' : 'answer'}`)
    else media.examples = { example: share(facts.isOwn(operation) ? undefined : nameOf(schema), value) }
  }

  /** Refers to the shared example of that name, or holds the value where it is another. */
  function share(name: string | undefined, value: Json): Node {
    if (name === undefined) return { value }
    shared[name] ??= { value }
    const isSame = JSON.stringify(shared[name]) === JSON.stringify({ value })
    return isSame ? { $ref: `#/components/examples/${name}` } : { value }
  }

  for (const [key, parameter] of Object.entries(child(components, 'parameters'))) {
    giveValue(parameter, isNode(parameter) ? String(parameter.name) : '', key.split('.')[0] ?? '', '')
  }
  for (const [name, header] of Object.entries(child(components, 'headers'))) giveValue(header, name, '', '')
  for (const [name, response] of Object.entries(child(components, 'responses'))) giveBody(response, name, false)
  for (const operation of [...operationsIn(document).map((one) => one.operation), ...webhooksIn(document)]) {
    const id = String(operation.operationId)
    for (const parameter of Array.isArray(operation.parameters) ? operation.parameters : []) {
      giveValue(parameter, isNode(parameter) ? String(parameter.name) : '', '', id)
    }
    giveBody(operation.requestBody ?? null, id, document.webhooks === undefined)
    for (const response of Object.values(child(operation, 'responses'))) giveBody(response, id, false)
  }
  if (missing.size > 0)
    throw new Error(
      `nothing is told of these, which examples need: see openapi/examples/anything.yaml: ${[...missing].join(', ')}`,
    )
  if (Object.keys(shared).length > 0) document.components = { ...components, examples: shared }
}

/** Several examples by their names, of a parameter that stands for several things. */
const mapped = (values: Node): Node => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

const hasExample = ({ example, examples }: Node): boolean => example !== undefined || examples !== undefined

const webhooksIn = (document: Node): Node[] =>
  Object.values(child(document, 'webhooks')).flatMap((item) => (isNode(item) ? [child(item, 'post')] : []))

/** Name of the example of a schema: of a model, of a list, or of a page of them. */
function nameOf(schema: Node): string | undefined {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1)
  const { results } = child(schema, 'properties')
  const rows = schema.type === 'array' ? schema : isNode(results) ? results : {}
  const row = child(rows, 'items').$ref
  return typeof row === 'string' ? `${row.split('/').at(-1)}${schema.type === 'array' ? 'List' : 'Page'}` : undefined
}
