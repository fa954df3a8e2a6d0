import { child, isNode, type Json, type Node, operationsIn } from '../node.ts'
import { compose, type Purpose, type Resolve } from './compose.ts'
import { echoed } from './echoed.ts'
import type { Facts } from './facts.ts'
import { fits } from './fits.ts'

/**
 * Adds an example to every parameter, header, request and response of a document that has none. Examples of the same model are shared in
 * `components`. All of them are named examples, because type generators turn the others into thousands of lines of comments.
 *
 * @param others documents that this one refers to, by the prefix of the reference
 * @throws if a value is missing that an example needs
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

  /** @returns the example of a request */
  function giveRequest(node: Json, operation: string): Json | undefined {
    const media = jsonOf(node)
    if (media === undefined || hasExample(media)) return media?.example
    const value = compose(child(media, 'schema'), purpose(operation, true))
    give(media, operation, true, value)
    return value
  }

  /** @param said the example of the request, whose fields the response repeats */
  function giveAnswer(node: Json, operation: string, said?: Json): void {
    const media = jsonOf(node)
    if (media === undefined || hasExample(media)) return
    const schema = child(media, 'schema')
    const told = facts.of({ model: '', operation }, 'answer')
    give(media, operation, false, told ?? echoed(said, compose(schema, purpose(operation, false)), schema, resolve))
  }

  /** Refers to the shared example of the model, or contains the value if it differs. */
  function give(media: Node, operation: string, isRequest: boolean, value: Json | undefined): void {
    const schema = child(media, 'schema')
    const name = nameOf(schema)
    const common = compose(schema, { ...purpose('', isRequest), missing: new Set() })
    const isCommon = name !== undefined && JSON.stringify(value) === JSON.stringify(common)
    if (value === undefined) missing.add(`${operation}.${isRequest ? 'request' : 'answer'}`)
    else if (isCommon && JSON.stringify(shared[name] ?? { value }) === JSON.stringify({ value })) {
      shared[name] = { value }
      media.examples = { example: { $ref: `#/components/examples/${name}` } }
    } else media.examples = { example: { value } }
  }

  for (const [key, parameter] of Object.entries(child(components, 'parameters'))) {
    giveValue(parameter, isNode(parameter) ? String(parameter.name) : '', key.split('.')[0] ?? '', '')
  }
  for (const [name, header] of Object.entries(child(components, 'headers'))) giveValue(header, name, '', '')
  for (const [name, response] of Object.entries(child(components, 'responses'))) giveAnswer(response, name)
  for (const operation of [...operationsIn(document).map((one) => one.operation), ...webhooksIn(document)]) {
    const id = String(operation.operationId)
    for (const parameter of Array.isArray(operation.parameters) ? operation.parameters : []) {
      giveValue(parameter, isNode(parameter) ? String(parameter.name) : '', '', id)
    }
    const { requestBody = null } = operation
    // A webhook request is shown in full, like a response.
    if (document.webhooks !== undefined) giveAnswer(requestBody, id)
    const said = giveRequest(requestBody, id)
    for (const response of Object.values(child(operation, 'responses'))) giveAnswer(response, id, said)
  }
  if (missing.size > 0)
    throw new Error(`examples need values for these fields, see openapi/examples/anything.yaml: ${[...missing].join(', ')}`)
  if (Object.keys(shared).length > 0) document.components = { ...components, examples: shared }
}

/** Several named examples, for a parameter that has several meanings. */
const mapped = (values: Node): Node => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

const hasExample = ({ example, examples }: Node): boolean => example !== undefined || examples !== undefined

const webhooksIn = (document: Node): Node[] =>
  Object.values(child(document, 'webhooks')).flatMap((item) => (isNode(item) ? [child(item, 'post')] : []))

const jsonOf = (node: Json): Node | undefined => {
  const media = isNode(node) ? child(node, 'content')['application/json'] : undefined
  return isNode(media) ? media : undefined
}

/** Name of the example for a schema: a model, a list, or a page of models. */
function nameOf(schema: Node): string | undefined {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1)
  const { results } = child(schema, 'properties')
  const rows = schema.type === 'array' ? schema : isNode(results) ? results : {}
  const row = child(rows, 'items').$ref
  return typeof row === 'string' ? `${row.split('/').at(-1)}${schema.type === 'array' ? 'List' : 'Page'}` : undefined
}
