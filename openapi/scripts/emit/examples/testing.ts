import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readDocument } from '../../generate/document.ts'
import { child, isNode, type Json, type Node, operationsIn } from '../node.ts'

/** The emitted documents, by their names. */
export const documents: Readonly<Record<string, Node>> = {
  'cloudsmith-v1': await readDocument<Node>('cloudsmith-v1.yaml'),
  'cloudsmith-v2': await readDocument<Node>('cloudsmith-v2.yaml'),
  webhooks: await readDocument<Node>('webhooks.yaml'),
}

/** Something that has examples: a parameter, a header, or a body of one media type. */
export interface Place {
  /** Readable location. */
  name: string
  /** JSON pointer to its schema in the document. */
  pointer: string[]
  document: string
  node: Node
}

/** The target of a place that is a reference, and its location. */
function resolved(place: Place): Place {
  const { $ref } = place.node
  if (typeof $ref !== 'string') return place
  const pointer = $ref.slice(2).split('/')
  return { ...place, pointer, node: pointer.reduce<Node>(child, documents[place.document] ?? {}) }
}

const within = (place: Place, ...keys: string[]): Place => ({
  ...place,
  name: `${place.name} ${keys.at(-1)}`,
  pointer: [...place.pointer, ...keys],
  node: keys.reduce<Node>(child, place.node),
})

/** The JSON body of a request or a response, if it has one. */
function body(place: Place): Place[] {
  const whole = resolved(place)
  return isNode(child(whole.node, 'content')['application/json']) ? [within(whole, 'content', 'application/json')] : []
}

/** An operation, and all its places with examples. */
export interface Operation {
  id: string
  path: string
  parameters: Place[]
  request: Place[]
  answers: (Place & { status: string })[]
  headers: Place[]
}

/** Every operation of a document, and every webhook event. */
export function operationsOf(document: string): Operation[] {
  const root = documents[document] ?? {}
  const operations = [
    ...operationsIn(root).map(({ path, method, operation }) => ({ pointer: ['paths', path, method], operation })),
    ...Object.entries(child(root, 'webhooks')).map(([name, item]) => ({
      pointer: ['webhooks', name, 'post'],
      operation: isNode(item) ? child(item, 'post') : {},
    })),
  ]
  return operations.map(({ pointer, operation }) => {
    const id = String(operation.operationId)
    const whole: Place = { name: id, pointer, document, node: operation }
    const parameters = (Array.isArray(operation.parameters) ? operation.parameters : []).filter(isNode)
    const answers = Object.keys(child(operation, 'responses')).map((status) => ({
      status,
      answer: resolved(within(whole, 'responses', status)),
    }))
    return {
      id,
      path: pointer[1] ?? '',
      parameters: parameters.map((node, index) =>
        resolved({ ...whole, name: `${id} ${node.name ?? node.$ref}`, pointer: [...pointer, 'parameters', String(index)], node }),
      ),
      request: body(within(whole, 'requestBody')),
      answers: answers.flatMap(({ status, answer }) =>
        body(answer).map((place) => ({ ...place, name: `${id} ${status}`, status })),
      ),
      headers: answers.flatMap(({ answer }) =>
        Object.keys(child(answer.node, 'headers')).map((name) => resolved(within(answer, 'headers', name))),
      ),
    }
  })
}

/** The examples of a place. */
export function examplesOf({ node, document }: Place): Json[] {
  const named = Object.values(child(node, 'examples')).map((example) => {
    const { $ref } = example as { $ref?: string }
    const whole =
      $ref === undefined
        ? (example as Node)
        : $ref
            .slice(2)
            .split('/')
            .reduce<Node>(child, documents[document] ?? {})
    return whole.value ?? null
  })
  return node.example === undefined ? named : [node.example, ...named]
}

/** A path with its parameters filled in, in every way that their examples allow. */
export function filled(path: string, parameters: Place[]): string[] {
  const [whole, name] = /\{(\w+)\}/.exec(path) ?? []
  const parameter = parameters.find(({ node }) => node.in === 'path' && node.name === name)
  if (whole === undefined || parameter === undefined) return [path]
  return examplesOf(parameter).flatMap((value) => filled(path.replace(whole, String(value)), parameters))
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
addFormats.default(ajv)
ajv.addFormat('slug', /^[-a-zA-Z0-9_]+$/)
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/)
for (const [name, document] of Object.entries(documents)) ajv.addSchema(document, `https://example.com/${name}.yaml`)

/** Compiled once for all places that refer to a schema, because compiling takes much longer than validating. */
function validatorOf({ document, pointer, node }: Place) {
  const { $ref } = child(node, 'schema')
  const own = () => pointer.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  const target = typeof $ref === 'string' ? new URL($ref, `https://example.com/${document}.yaml`).href : undefined
  const at = target ?? `https://example.com/${document}.yaml#/${own()}/schema`
  const validate = validators.get(at) ?? ajv.getSchema(at) ?? ajv.compile({ $ref: at })
  validators.set(at, validate)
  return validate
}
const validators = new Map<string, ValidateFunction>()

/** How the examples of a place violate its schema. */
export function problemsOf(place: Place): string[] {
  const validate = validatorOf(place)
  return examplesOf(place).flatMap((example) =>
    validate(example) ? [] : (validate.errors ?? []).map((error) => `${place.name}${error.instancePath} ${error.message}`),
  )
}

/** Every object inside an example, including the example itself. */
export function objectsIn(value: Json): Node[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  return isNode(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : []
}
