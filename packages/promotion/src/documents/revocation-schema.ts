import { type Revocation, revocationKind } from '../approval/revocation.ts'
import { kindFields, moment, sha256, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'

export const revocationSchema = schemaOf<Revocation>()(
  strict({ ...kindFields(revocationKind, 1), approval: sha256, by: word, at: moment, why: word }),
)
