import { type Document, dereference, type Operation, operationsOf, type Parameter } from '@cloudsmith-sdk/openapi/document'
import { formatsOf, type MethodTree, readEntry } from '@cloudsmith-sdk/openapi/methods'
import { withOurNames } from '@cloudsmith-sdk/openapi/parameter-names'

/** A committed API description, with the parts that only documentation needs. */
export interface Description extends Document {
  readonly tags: readonly { readonly name: string; readonly description: string; readonly 'x-displayName': string }[]
  readonly 'x-tagGroups': readonly { readonly name: string; readonly tags: readonly string[] }[]
}

/** A method of the client. */
export interface Method {
  /** Its name in programs: `packages.copy`, `v2.workspaces.policies.create`, `repos.upstreams.{format}.list`. */
  readonly name: string
  /** The area of the API it belongs to. */
  readonly tag: string
  readonly description: Description
  /** The operations it calls: one, or one per format. */
  readonly operations: readonly [MethodOperation, ...MethodOperation[]]
  /** A field of the body that the method sets. */
  readonly fixed: string | undefined
}

/** An operation, with the values of its examples. */
export interface MethodOperation extends Operation {
  /** Its format; undefined for operations without one. */
  readonly format: string | undefined
  /** Example values of path and query parameters and of body fields, by name. */
  readonly example: Readonly<Record<string, unknown>>
}

interface Raw {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly (ExampleParameter | { $ref: string })[]
  readonly requestBody?: { readonly content: { readonly 'application/json': Examples } }
}

interface Examples {
  readonly example?: Example['value']
  readonly examples?: Readonly<Record<string, Example | { $ref: string }>>
}

interface Example {
  readonly value: Readonly<Record<string, unknown>>
}

interface ExampleParameter extends Parameter {
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

/** Every method of the client for one version of the API, in the order of the table of methods. */
export function methodsOf(description: Description, tree: MethodTree, prefix: string): Method[] {
  const raw = new Map<string, Raw>(
    Object.values(description.paths)
      .flatMap((item) => Object.values(item) as unknown as Raw[])
      .map((each) => [each.operationId, each]),
  )
  const operations = operationsOf(description)
  const formats = formatsOf(operations)
  const byId = new Map(operations.map((operation) => [operation.id, operation]))

  const operationOf = (id: string, format: string | undefined): MethodOperation => {
    const [operation, itself] = [byId.get(id), raw.get(id)]
    if (operation === undefined || itself === undefined) throw new Error(`No operation ${id}`)
    const named = withOurNames(operation)
    const names = named.parameters.map(({ name }) => name)
    return { ...named, format, example: exampleOf(description, itself, names) }
  }

  function walk(node: MethodTree, path: readonly string[]): Method[] {
    return Object.entries(node).flatMap(([key, value]) => {
      if (typeof value !== 'string') return walk(value, [...path, key])
      const { id, fixed } = readEntry(value)
      const variable = /\{(\w+)\}/.exec(id)?.[1]
      const all = variable === undefined ? [undefined] : (formats[variable] ?? [])
      const [first, ...others] = all.map((format) => operationOf(id.replace(/\{\w+\}/, format ?? ''), format))
      if (first === undefined) throw new Error(`No format has ${id}`)
      const tag = raw.get(first.id)?.tags[0] ?? ''
      const name = [...path, key].join('.').replace(/\{\w+\}/, '{format}')
      return [{ name: prefix + name, tag, description, operations: [first, ...others], fixed: fixed?.name }]
    })
  }

  return walk(tree, [])
}

/** @param names the parameters' names in the client, in order */
function exampleOf(
  description: Description,
  { parameters = [], requestBody }: Raw,
  names: readonly string[],
): Record<string, unknown> {
  const content = requestBody?.content['application/json']
  const [first] = Object.values(content?.examples ?? {})
  const body = content?.example ?? (first && dereference<Example>(description, first).value)
  const named = parameters.map((parameter, at) => {
    const { examples = {} } = dereference<ExampleParameter>(description, parameter)
    return [names[at] ?? '', Object.values(examples)[0]?.value] as const
  })
  return { ...Object.fromEntries(named.filter(([, value]) => value !== undefined)), ...body }
}
