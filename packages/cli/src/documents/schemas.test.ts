import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGenerator, type Schema } from 'ts-json-schema-generator'
import { expect, test } from 'vitest'

/** The folders of the published schemas, by the type that has a field for each kind of document. */
const published = { OwnDocuments: 'schemas', Lines: 'schemas/lines' } as const

const root = join(import.meta.dirname, '..', '..')
const generator = createGenerator({
  path: join(import.meta.dirname, 'index.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  skipTypeCheck: true,
  expose: 'all',
})

// `vitest run src/documents/schemas.test.ts -u` updates them.
test.each(Object.entries(published))('the published schemas are those of the types: %s', async (type, folder) => {
  const { definitions = {} } = generator.createSchema(type)
  const { properties = {} } = definitions[type] as Schema
  for (const [kind, schema] of Object.entries(properties)) {
    const text = `${JSON.stringify(standing(schema as Schema, definitions as Definitions), null, 2)}\n`
    await expect.soft(text).toMatchFileSnapshot(join(root, folder, `${kind}.schema.json`))
  }
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.json'))
  expect(files.filter((file) => !Object.hasOwn(properties, file.replace('.schema.json', '')))).toEqual([])
})

type Definitions = Readonly<Record<string, Schema>>

/** A self-contained schema with the definitions that it needs. Definitions without a plain name, such as `Omit<…>`, are inlined. */
function standing(schema: Schema, definitions: Definitions): object {
  const needed = new Map<string, Schema>()
  const whole = inlined(schema)
  const kept = Object.fromEntries([...needed].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...whole, ...(needed.size === 0 ? {} : { definitions: kept }) }

  function inlined(part: Schema): Schema {
    const { $ref, ...said } = part
    return $ref === undefined ? taken(part) : { ...taken(definitions[nameIn($ref)] ?? {}), ...said }
  }

  /** Collects every definition that it refers to. */
  function taken(part: Schema): Schema {
    return JSON.parse(JSON.stringify(part), (key, value) => {
      if (key === 'description' && typeof value === 'string') return value.replace(/ *\{@link +(\w+) *\}( +(?=\.))?/g, ' $1')
      if (typeof value?.$ref !== 'string') return value
      const name = nameIn(value.$ref)
      if (!/^\w+$/.test(name)) return inlined(value)
      if (!needed.has(name)) {
        needed.set(name, {})
        needed.set(name, taken(definitions[name] ?? {}))
      }
      return value
    })
  }
}

const nameIn = ($ref: string): string => decodeURIComponent($ref.replace('#/definitions/', ''))
