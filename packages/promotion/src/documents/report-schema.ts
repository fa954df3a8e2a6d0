import * as v from 'valibot'
import { type Report, type ReportItem, reportKind } from '../apply/report.ts'
import { file, identity, kindFields, moment, oneOf, sha256, word } from './fields.ts'
import { wayFields } from './plan-schema.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'
import { keptWaiver } from './waivers-schema.ts'

const item = schemaOf<ReportItem>()(
  strict({
    package: identity,
    outcome: oneOf(
      ...(['promoted', 'already there', 'blocked', 'needs approval', 'waiting', 'conflict', 'compensated', 'failed'] as const),
    ),
    reasons: v.array(v.string()),
    source: word,
    destination: v.nullable(word),
    files: v.array(file),
    scan: v.nullable(strict({ status: v.string(), completedAt: v.nullable(moment) })),
    did: v.array(oneOf('sent', 'copied', 'moved', 'tagged', 'quarantined', 'deleted', 'moved back')),
    waivers: v.array(keptWaiver),
    tags: v.array(word),
  }),
)

export const reportSchema = schemaOf<Report>()(
  strict({
    ...kindFields(reportKind, 1),
    ...wayFields,
    gates: v.array(word),
    outcome: oneOf('succeeded', 'blocked', 'needs approval', 'waiting', 'compensated', 'needs a human'),
    plan: sha256,
    startedAt: moment,
    finishedAt: moment,
    items: v.array(item),
  }),
)
