import { isDivided } from './divided-types.ts'
import { type Document, dereference, type Operation, type Parameter, type Schema } from './document.ts'
import { isJoined } from './joined.ts'
import type { PlacedOperation } from './methods.ts'
import { isMoment } from './request-types.ts'
import { listShape, pascal, schemaName } from './shapes.ts'
import { named, type SourceFile } from './source-file.ts'

/**
 * Writes the client's methods into a file: a docblock and a plain signature for each method, and one interface for the parameters of each method.
 * Plain signatures are fast to check and readable on hover; types computed from path strings are neither.
 *
 * @returns a function that writes the parameters of a method into the file and returns the method as a member of its group's interface
 * @throws {Error} if a parameter and a field of the body have the same name, because callers pass both in one flat object
 */
export function methodWriter(
  version: 'v1' | 'v2',
  document: Document,
  file: SourceFile,
): (operation: PlacedOperation, path: readonly string[]) => string {
  const prefix = version === 'v1' ? '' : 'V2'
  const model = (name: string): string => named(file, `${version}.ts`, name)

  function method(operation: PlacedOperation, path: readonly string[]): string {
    const params = parametersOf(operation, path)
    const list = listShape(document, operation)
    const result =
      list === undefined
        ? `${named(file, '../call.ts', 'Call')}<${resultType(operation)}>`
        : `${named(file, '../list.ts', 'ListCall')}<${rowType(operation, list.field)}>`
    const options = named(file, '../call.ts', 'CallOptions')
    const args = params === undefined ? '' : `params${params.required ? '' : '?'}: ${params.name}, `
    const address = `${version === 'v2' ? '/v2' : ''}${operation.path}`
    const doc = [
      operation.description,
      '',
      `\`${operation.method} ${address}\``,
      ...(operation.deprecated ? ['@deprecated'] : []),
      '@throws {ApiError} if the service refuses the request, with a subclass for each type of failure',
      `@see ${operation.id}`,
    ]
    return `${docblock(doc, '  ')}\n  ${path.at(-1)}(${args}options?: ${options}): ${result}`
  }

  function parametersOf(operation: PlacedOperation, path: readonly string[]): { name: string; required: boolean } | undefined {
    const parameters = operation.parameters.filter((parameter) => parameter.in !== 'header')
    const bodyName = operation.body && schemaName(operation.body.schema)
    if (operation.body !== undefined && bodyName === undefined) throw new Error(`${operation.id}: give the request body a name`)
    const body = operation.body && dereference<Schema>(document, operation.body.schema as Schema & { $ref: string })
    const clash = parameters.find((parameter) => body?.properties?.[parameter.name] !== undefined)
    if (clash !== undefined) throw new Error(`${operation.id}: ${clash.name} is a parameter and a field of the body`)
    if (parameters.length === 0 && body === undefined) return undefined
    if (bodyName !== undefined) model(bodyName)
    const name = `${prefix}${pascal(path)}Params`
    const own = `{\n${parameters.map(property).join('\n')}\n}`
    const { fixed } = operation
    const whole = fixed === undefined ? bodyName : `Omit<${bodyName}, '${fixed.name}'>`
    const base = operation.body?.required ? whole : `Partial<${whole}>`
    // A body of one of several types is a union, which an interface cannot extend.
    const isUnion = body !== undefined && (body.properties === undefined || isDivided(body))
    const declaration = isUnion
      ? `type ${name} = ${base} & ${own}`
      : `interface ${name}${bodyName === undefined ? '' : ` extends ${base}`} ${own}`
    file.declarations.push(`/** Parameters of \`${path.join('.')}\`. */\nexport ${declaration}\n`)
    const required = parameters.some((parameter) => parameter.required) || (body?.required ?? []).length > 0 || isUnion
    return { name, required }
  }

  function property(parameter: Parameter): string {
    const { name, required, description, schema } = parameter
    const type = isJoined(parameter) ? joinedType(schema.items ?? {}) : typeOf(schema)
    const note = schema.default === undefined ? '' : ` Default: \`${String(schema.default)}\`.`
    return `${docblock([`${description ?? ''}${note}`], '  ')}\n  ${name}${required ? `: ${type}` : `?: ${type} | undefined`}`
  }

  /** A single value, several in an array, or several as one comma-separated string. */
  function joinedType(items: Schema): string {
    const word = typeOf(items)
    const text = word === 'string' ? '' : ` | \`\${${word}},\${string}\``
    return `${word}${text} | readonly ${word}[]`
  }

  function typeOf(schema: Schema): string {
    if (schema.type === 'integer' || schema.type === 'number') return 'number'
    if (schema.type === 'boolean') return 'boolean'
    if (schema.type === 'array') return `readonly ${typeOf(schema.items ?? {})}[]`
    const resolved = dereference<Schema>(document, schema as Schema & { $ref: string })
    if (isMoment(resolved)) return 'string | Date'
    const name = schemaName(schema)
    // Most strings have a named schema for constraints that a type cannot express.
    if (name !== undefined && resolved.enum !== undefined) return model(name)
    return schema.enum === undefined ? 'string' : schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  }

  function resultType({ id, success }: Operation): string {
    if (success.schema === undefined) return 'void'
    const name = schemaName(success.schema)
    return name === undefined ? answer(id, success.status) : model(name)
  }

  function rowType({ id, success }: Operation, field: string | undefined): string {
    const schema = success.schema as Schema & { $ref: string }
    const resolved = dereference<Schema>(document, schema)
    const items = field === undefined ? resolved.items : resolved.properties?.[field]?.items
    const name = items && schemaName(items)
    if (name !== undefined) return model(name)
    const list = schemaName(schema) === undefined ? answer(id, success.status) : model(schemaName(schema) ?? '')
    return field === undefined ? `${list}[number]` : `${list}['${field}'][number]`
  }

  const answer = (id: string, status: number) =>
    `${model('operations')}['${id}']['responses'][${status}]['content']['application/json']`

  return method
}

function docblock(lines: readonly string[], indent: string): string {
  const text = lines.flatMap((line) => line.split('\n')).map((line) => line.replaceAll('*/', '*\\/').trimEnd())
  if (text.length === 1) return `${indent}/** ${text[0]} */`
  return [`${indent}/**`, ...text.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}`), `${indent} */`].join('\n')
}
