import * as v from 'valibot'
import { type Approval, approvalKind } from '../approval/approval.ts'
import { kindFields, moment, sha256, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'

export const approvalSchema = schemaOf<Approval>()(
  strict({
    ...kindFields(approvalKind, 1),
    by: word,
    at: moment,
    expires: v.nullable(moment),
    plan: sha256,
    subjects: v.array(sha256),
  }),
)
