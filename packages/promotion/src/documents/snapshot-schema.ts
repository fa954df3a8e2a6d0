import * as v from 'valibot'
import { type Snapshot, snapshotKind } from '../undo/snapshot.ts'
import { file, identity, kindFields, moment, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'

const item = strict({ package: identity, slugPerm: word, files: v.array(file), tagged: v.boolean() })

export const snapshotSchema = schemaOf<Snapshot>()(
  strict({ ...kindFields(snapshotKind, 1), owner: word, stage: word, repository: word, at: moment, items: v.array(item) }),
)
