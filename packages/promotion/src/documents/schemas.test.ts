import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { expect, test } from 'vitest'
import { approvalWord, revocationWord } from '../approval/word.ts'
import { peopleSchema, pipelineSchema } from '../pipeline-file/schema.ts'
import { approvalSchema } from './approval-schema.ts'
import { givenSchema } from './given-reader.ts'
import { planSchema } from './plan-schema.ts'
import { reportSchema } from './report-schema.ts'
import { revocationSchema } from './revocation-schema.ts'
import { snapshotSchema } from './snapshot-schema.ts'
import { statementSchema } from './statement-schema.ts'
import { trustSchema } from './trust-schema.ts'
import { waiversSchema } from './waivers-schema.ts'

const published: Readonly<Record<string, readonly [title: string, schema: v.GenericSchema]>> = {
  plan: ['A promotion plan', planSchema],
  approval: ['An approval of a promotion plan', givenSchema(approvalSchema, approvalWord)],
  revocation: ['A revocation of an approval', givenSchema(revocationSchema, revocationWord)],
  waivers: ['Waivers of gates', waiversSchema],
  report: ['A promotion report', reportSchema],
  snapshot: ['A snapshot of a stage', snapshotSchema],
  statement: ['A statement that packages were promoted', statementSchema],
  pipeline: ['A promotion pipeline', pipelineSchema],
  people: ['The people of a pipeline', peopleSchema],
  trust: ['The keys and token issuers that are trusted', trustSchema],
}

// `vitest run src/documents/schemas.test.ts -u` updates them.
test.each(Object.entries(published))(
  'the published schema of a %s is the one that its reader checks',
  async (name, [title, schema]) => {
    const json = toJsonSchema(schema, {
      // Dates that do not exist, which a schema for editors cannot detect.
      ignoreActions: ['check'],
      overrideSchema: ({ valibotSchema }) => (valibotSchema.type === 'custom' ? {} : undefined),
    })
    const text = `${JSON.stringify({ title, ...json }, null, 2)}\n`
    await expect(text).toMatchFileSnapshot(`../../schemas/${name}.schema.json`)
  },
)
