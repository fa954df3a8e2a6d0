import { toJsonSchema } from '@valibot/to-json-schema'
import { seedSchema } from './schema.ts'

/** The JSON Schema of seed files for editors. Checks that only code can do are not part of it. */
export function seedSchemaDocument(): object {
  return { title: 'What a Cloudsmith emulator starts with', ...toJsonSchema(seedSchema, { errorMode: 'ignore' }) }
}
