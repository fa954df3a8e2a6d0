import { dereference, type Schema } from '@cloudsmith-sdk/openapi/document'
import { slugOf } from '../../.vitepress/slug.ts'
import { code, fence, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'
import { rowOf } from './answer.ts'
import { type Area, type Homes, modelKey } from './areas.ts'
import { callOf } from './example.ts'
import { fieldsTable } from './fields.ts'
import type { Description, Method } from './methods.ts'
import { isShown, modelsOf } from './models.ts'
import { type FindModel, typeText } from './type-text.ts'

/** The page of an area of the API: its methods, and the models that first occur in them. */
export function areaPage(area: Area, homes: Homes, order: number): Page {
  const finders = new Map<Description, FindModel>()
  const finderFor = (description: Description): FindModel => {
    const known = finders.get(description) ?? finder(area, homes, description)
    finders.set(description, known)
    return known
  }
  const models = modelsAtHome(area, homes)
  const text = parts([
    `# ${area.title}`,
    area.description,
    table(
      ['method', 'what it does'],
      area.methods.map((method) => [`[${code(method.name)}](#${slugOf(method.name)})`, method.operations[0].summary]),
    ),
    ...area.methods.map((method) => methodSection(method, finderFor(method.description))),
    models.length === 0 ? '' : '## Types',
    ...models.map(({ description, name }) => modelSection(description, name, finderFor(description))),
  ])
  return {
    path: `reference/api/${area.tag}.md`,
    data: { title: area.title, description: area.description, order },
    text,
  }
}

function finder({ tag }: Area, homes: Homes, description: Description): FindModel {
  return (name) => {
    const schema = description.components.schemas[name]
    if (schema === undefined) throw new Error(`No model ${name}`)
    const home = homes.get(modelKey(description, name))
    if (home === undefined || !isShown(schema)) return schema
    return `${home.tag === tag ? '' : `${home.tag}.md`}#${slugOf(nameOf(description, name))}`
  }
}

/** Models of version 2 may have the same names as those of version 1. */
const nameOf = (description: Description, name: string): string =>
  modelKey(description, name).startsWith('1') ? name : `${name} (v2)`

function modelsAtHome(area: Area, homes: Homes): { description: Description; name: string }[] {
  const met = new Map<string, { description: Description; name: string }>()
  for (const method of area.methods) {
    for (const name of modelsOf(method)) {
      const key = modelKey(method.description, name)
      const schema = method.description.components.schemas[name]
      if (homes.get(key) === area && schema !== undefined && isShown(schema)) {
        met.set(key, { description: method.description, name })
      }
    }
  }
  return [...met.values()]
}

function methodSection(method: Method, find: FindModel): string {
  const [operation] = method.operations
  const formats = method.operations.flatMap(({ format }) => (format === undefined ? [] : [code(format)]))
  return parts([
    `## ${code(method.name)}`,
    `${operation.summary}. ${code(requestOf(method))}${formats.length === 0 ? `, ${code(operation.id)}.` : '.'}`,
    operation.deprecated ? '::: warning\nDeprecated.\n:::' : '',
    operation.description,
    formats.length === 0 ? '' : `For each of these formats: ${formats.join(', ')}.`,
    fieldsTable(method, find),
    `**Returns** ${answerText(method, find)}`,
    fence('ts', callOf(method)),
  ])
}

function requestOf({ name, operations: [operation] }: Method): string {
  const path = operation.format === undefined ? operation.path : operation.path.replace(`/${operation.format}/`, '/{format}/')
  return `${operation.method} ${name.startsWith('v2.') ? '/v2' : ''}${path}`
}

function answerText(method: Method, find: FindModel): string {
  const row = rowOf(method)
  const types = (schemas: readonly (Schema | undefined)[]) =>
    [...new Set(schemas.map((schema) => (schema === undefined ? 'nothing' : typeText(schema, find))))].join(', ')
  if (row === undefined) return `${types(method.operations.map(({ success }) => success.schema))}.`
  const rows = method.operations.map((operation) => rowOf({ ...method, operations: [operation] }))
  const { pageSize } = method.operations[0]
  return `rows: ${types(rows)}${pageSize === undefined ? '' : `; ${pageSize.default} per page by default, at most ${pageSize.maximum}`}.`
}

function modelSection(description: Description, name: string, find: FindModel): string {
  const schema = dereference<Schema>(description, { $ref: `#/components/schemas/${name}` })
  const { required = [], properties = {} } = schema
  const alternatives = schema.oneOf ?? schema.anyOf
  return parts([
    `### ${nameOf(description, name)}`,
    schema.description,
    schema.enum === undefined ? '' : `${schema.enum.map((word) => code(String(word))).join(', ')}.`,
    alternatives === undefined ? '' : `One of ${alternatives.map((each) => typeText(each, find)).join(', ')}.`,
    table(
      ['field', 'type', 'meaning'],
      Object.entries(properties).map(([field, each]) => [
        `${code(field)}${required.includes(field) ? '' : ' (optional)'}`,
        typeText(each, find),
        each.description ?? '',
      ]),
    ),
  ])
}
