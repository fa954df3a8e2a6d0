import * as v from 'valibot'
import { type Waiver, type WaiverDocument, waiversKind } from '../gates/waiver.ts'
import { kindFields, moment, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'

const said = <Schema extends v.GenericSchema>(schema: Schema, description: string) => v.pipe(schema, v.description(description))

/** The fields of a waiver. */
const waiverOf = (text: v.GenericSchema<string>, time: v.GenericSchema<string>) =>
  schemaOf<Waiver>()(
    strict({
      waives: said(text, 'Name of a gate, or identifier of a vulnerability.'),
      aliases: v.optional(
        said(v.array(text), 'Other identifiers of the same vulnerability. Default: those that the scan tells.'),
      ),
      packages: v.optional(said(v.array(packagesOf(text)), 'Which packages it holds for. Default: every package.')),
      stages: v.optional(said(v.array(text), 'Names of the stages that packages may come to with it. Default: every stage.')),
      owner: said(text, 'Who answers for it.'),
      approver: v.optional(said(text, 'Who decided it. Default: the owner.')),
      reason: said(text, 'Why.'),
      granted: v.optional(said(time, 'When it was decided. Default: now, whenever somebody asks.')),
      expires: said(time, 'From then on it counts no more.'),
      untilFixed: v.optional(
        said(v.boolean(), 'Of a vulnerability: it ends as soon as a fixed version is known. Default: true.'),
      ),
    }),
  )

const packagesOf = (text: v.GenericSchema<string>) =>
  strict({
    format: said(text, 'Such as npm.'),
    name: v.optional(said(text, 'As the package is called; of Maven also group:artifact. Default: any.')),
    versions: v.optional(said(text, 'A version, or a range as the format writes it. Default: every version.')),
  })

/** A waiver as stored in a plan or a report. It may be invalid: plans also keep waivers that did not count. */
export const keptWaiver = waiverOf(v.string(), v.string())

export const waiversSchema = schemaOf<WaiverDocument>()(
  strict({ ...kindFields(waiversKind, 1), waivers: v.array(waiverOf(word, moment)) }),
)
