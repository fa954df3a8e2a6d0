import { toJsonSchema } from '@valibot/to-json-schema'
import { seedSchema } from './schema.ts'

/** The schema of seed files for editors. What only code can check is not in it. */
export function seedSchemaDocument(): object {
  return { title: 'What a Cloudsmith emulator starts with', ...toJsonSchema(seedSchema, { errorMode: 'ignore' }) }
}
