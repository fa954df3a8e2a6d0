import * as v from 'valibot'
import {
  type PromotionDetails,
  predicateType,
  promotionField,
  type ResourceDescriptor,
  type Statement,
  statementType,
} from '../evidence/statement.ts'
import { identityFields, moment, oneOf, sha256, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { record, strict } from './strict.ts'
import { keptWaiver } from './waivers-schema.ts'

const digests = record(v.string())

/** Unknown fields are ignored, as in-toto requires. @see https://github.com/in-toto/attestation/blob/main/spec/v1/README.md */
const descriptor = { name: v.optional(v.string()), uri: v.optional(v.string()) }

const resource = schemaOf<ResourceDescriptor>()(v.object({ ...descriptor, digest: v.optional(digests) }))

/** The name of the field that contains it states its type and version. */
const details = schemaOf<PromotionDetails>()(
  strict({
    ...{ pipeline: v.string(), from: word, to: word, source: word, destination: word, plan: sha256 },
    requestedBy: v.nullable(v.string()),
    approvals: v.array(strict({ by: word, at: moment, expires: v.nullable(moment), signed: v.boolean() })),
    packages: v.array(
      strict({
        package: strict({ ...identityFields, slugPerm: word }),
        files: v.array(strict({ filename: v.string(), sha256 })),
        gates: v.array(word),
        waivers: v.array(keptWaiver),
        approvedBy: v.array(v.string()),
      }),
    ),
  }),
)

export const statementSchema = schemaOf<Statement>()(
  v.object({
    _type: v.literal(statementType),
    subject: v.array(v.object({ ...descriptor, digest: digests })),
    predicateType: v.literal(predicateType),
    predicate: v.object({
      verifier: v.object({ id: word, version: v.optional(record(v.string())) }),
      timeVerified: moment,
      resourceUri: word,
      policy: v.object({ ...descriptor, uri: word, digest: v.optional(digests) }),
      inputAttestations: v.optional(v.array(resource)),
      verificationResult: oneOf('PASSED', 'FAILED'),
      verifiedLevels: v.array(v.string()),
      [promotionField]: v.optional(details),
    }),
  }),
)
