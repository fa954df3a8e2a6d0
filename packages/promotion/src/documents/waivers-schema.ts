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
      waives: said(text, 'Name of a gate, such as licence, or identifier of a vulnerability, such as CVE-2021-23337.'),
      aliases: v.optional(said(v.array(text), 'Other identifiers of the same vulnerability. Default: those in the scan result.')),
      packages: v.optional(said(v.array(packagesOf(text)), 'Packages that it applies to. Default: every package.')),
      stages: v.optional(said(v.array(text), 'Names of the stages that packages may enter with it. Default: every stage.')),
      owner: said(text, 'Who is responsible for it.'),
      approver: v.optional(said(text, 'Who granted it: one of those in mayWaive of the gate. Default: the owner.')),
      reason: said(text, 'Why it was granted.'),
      granted: v.optional(
        said(time, 'When it was granted: a date, or a date with time and zone. Default: the time at which it is used.'),
      ),
      expires: said(time, 'When it ends: a date, which begins in UTC, or a date with time and zone.'),
      untilFixed: v.optional(
        said(v.boolean(), 'For a vulnerability: whether it ends as soon as a fixed version is known. Default: true.'),
      ),
    }),
  )

const packagesOf = (text: v.GenericSchema<string>) =>
  strict({
    format: said(text, 'Format of the packages, such as npm.'),
    name: v.optional(said(text, 'Name of the package; for Maven also group:artifact. Default: any.')),
    versions: v.optional(
      said(text, 'A version, or a range in the syntax of the format, such as >=4.0.0 <4.17.21. Default: every version.'),
    ),
  })

/** A waiver as stored in a plan or a report. It may be invalid: plans also keep waivers that did not count. */
export const keptWaiver = waiverOf(v.string(), v.string())

export const waiversSchema = schemaOf<WaiverDocument>()(
  strict({
    ...kindFields(waiversKind, 1),
    waivers: said(
      v.array(waiverOf(word, moment)),
      'The waivers. Each lets packages pass a gate that would block them, until it expires.',
    ),
  }),
)
