import * as v from 'valibot'
import type { Approval } from '../approval/approval.ts'
import type { Revocation } from '../approval/revocation.ts'
import { type Given, identifiedKind, type Word } from '../approval/word.ts'
import { type DocumentKind, wordOf } from '../repository/require-kind.ts'
import { jsonOf } from '../signing/envelope.ts'
import { fromBase64 } from '../text/bytes.ts'
import { type DocumentReader, examineAs, read } from './document-reader.ts'
import { kindFields, word } from './fields.ts'
import { type Examined, examine } from './flaws-of.ts'
import { strict } from './strict.ts'

/** Unknown fields of an envelope must be ignored. @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
const envelopeOf = (payloadType: string) =>
  v.looseObject({
    payload: v.string(),
    payloadType: v.literal(payloadType),
    signatures: v.pipe(
      v.array(v.looseObject({ keyid: v.optional(v.string()), sig: v.string() })),
      v.minLength(1, 'must not be empty'),
    ),
  })

const identifiedOf = <Document>(schema: v.GenericSchema<unknown, Document>) =>
  strict({ ...kindFields(identifiedKind, 1), document: schema, token: word })

/** A document with an author: plain, with an identity token, or in an envelope, whose payload the schema does not cover. */
export const givenSchema = <Document extends Approval | Revocation>(
  schema: v.GenericSchema<unknown, Document>,
  { payloadType }: Word<Document>,
) => v.union([schema, identifiedOf(schema), envelopeOf(payloadType)])

/** Creates the reader for a type of document with an author. It does not verify signatures or tokens. */
export const givenReader =
  <Document extends Approval | Revocation>(
    wanted: DocumentKind,
    schema: v.GenericSchema<unknown, Document>,
    { payloadType }: Word<Document>,
  ): DocumentReader<Given<Document>> =>
  (document, { source = wordOf(wanted.kind) } = {}) =>
    read(document, source, (given): Examined<Given<Document>> => {
      const { kind, payload } = Object(given) as { kind?: unknown; payload?: unknown }
      if (kind === identifiedKind) return examineAs({ kind: identifiedKind, version: 1 }, identifiedOf(schema), given)
      if (kind !== undefined || payload === undefined) return examineAs(wanted, schema, given)
      const envelope = examine(envelopeOf(payloadType), given)
      if ('flaws' in envelope) return envelope
      const inside = examineAs(wanted, schema, jsonOf(fromBase64(envelope.output.payload) ?? new Uint8Array()))
      if ('output' in inside) return { output: envelope.output as Given<Document> }
      return { flaws: inside.flaws.map(({ path, message }) => ({ path: ['payload', ...path], message })) }
    })
