import { upstreamFormats } from '@cloudsmith-sdk/client'
import * as v from 'valibot'
import { moment as existing, kindFields } from '../documents/fields.ts'
import { record, strict } from '../documents/strict.ts'
import { textOr } from '../documents/text-or.ts'
import { spanPattern } from '../text/duration.ts'

const words = (description: string) => v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.description(description))
const list = (description: string) => v.pipe(v.array(words('One of them.')), v.description(description))
const span = (description: string) =>
  v.pipe(v.string(), v.regex(spanPattern, 'must be a duration, such as "2 days" or "36 hours"'), v.description(description))
const count = (description: string, least = 0) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
    v.description(description),
  )
const moment = (description: string) => v.pipe(existing, v.description(description))

const passOrBlock = v.picklist(['pass', 'block'], 'must be pass or block')
const warnOrBlock = v.picklist(['warn', 'block'], 'must be warn or block')
const mayWaive = v.optional(list('Who may waive the gate. Default: nobody.'))
const reason = v.optional(words('What to tell those who wait.'))
const nothing = strict({})

const licences = strict({
  allow: v.optional(list('The only SPDX licences allowed. Default: all.')),
  deny: v.optional(list('SPDX licences that are not allowed.')),
  unknown: v.optional(passOrBlock),
  mayWaive,
})

const freezeWindow = v.union(
  [
    strict({ from: moment('When it begins.'), to: moment('When it ends.'), reason }),
    strict({
      cron: words('When it begins, as a cron expression.'),
      lasts: span('How long it lasts.'),
      zone: v.optional(words('IANA name of the time zone. Default: UTC.')),
      reason,
    }),
  ],
  'must have from and to, or cron and lasts',
)

/** The built-in gates, with their settings. */
const gates = {
  scanned: v.optional(strict({ mayWaive })),
  'max-severity': v.optional(
    strict({
      critical: v.optional(count('Most critical findings.')),
      high: v.optional(count('Most high findings.')),
      medium: v.optional(count('Most medium findings.')),
      low: v.optional(count('Most low findings.')),
      unknown: v.optional(count('Most findings of unknown severity.')),
      mayWaive,
    }),
  ),
  vulnerabilities: v.optional(
    strict({
      deny: v.optional(list('Identifiers that are never let through.')),
      ignore: v.optional(list('Identifiers that do not matter.')),
      others: v.optional(passOrBlock),
      mayWaive,
    }),
  ),
  licence: v.optional(licences),
  license: v.optional(v.pipe(licences, v.description('Another spelling of licence.'))),
  'no-malware': v.optional(nothing),
  'not-quarantined': v.optional(nothing),
  'no-policy-violation': v.optional(
    strict({
      decisions: v.optional(
        v.pipe(
          v.picklist(['ignore', 'read', 'require'], 'must be ignore, read or require'),
          v.description('Whether to ask what enterprise policies make of the package. Default: ignore.'),
        ),
      ),
      mayWaive,
    }),
  ),
  'min-age': v.optional(strict({ atLeast: span('Since the upload.') })),
  soak: v.optional(strict({ atLeast: span('Since the package was synchronised in its repository.') })),
  'required-tags': v.optional(
    strict({ all: v.optional(list('Every one of these.')), none: v.optional(list('None of these.')), mayWaive }),
  ),
  metadata: v.optional(
    strict({
      require: v.pipe(
        v.array(v.picklist(['sbom', 'provenance', 'signature', 'evidence'], 'must be sbom, provenance, signature or evidence')),
        v.minLength(1, 'must not be empty'),
        v.description('What has to be attached to the package.'),
      ),
      mayWaive,
    }),
  ),
  freeze: v.optional(strict({ windows: v.array(freezeWindow) })),
  approval: v.optional(
    strict({
      quorum: v.optional(count('How many have to agree. Default: 1.', 1)),
      by: v.optional(list('Who may agree. Default: anybody.')),
      validFor: v.optional(span('How long an approval counts. Default: for ever.')),
      groups: v.optional(
        v.pipe(
          record(count('How many of this group have to agree.', 1)),
          v.description('Groups of the people below, each with its own quorum. One person counts once for each.'),
        ),
      ),
      self: v.optional(v.pipe(v.boolean(), v.description('Who asks, or uploaded the package, may agree too. Default: false.'))),
      unsigned: v.optional(
        v.pipe(
          v.boolean(),
          v.description('Approvals that nobody signed count too: whoever hands them in is believed. Default: false.'),
        ),
      ),
      mayWaive,
    }),
  ),
}

const builtIn = strict(gates)

const upstreamSchema = strict({
  format: v.picklist(upstreamFormats, `must be one of ${upstreamFormats.join(', ')}`),
  name: words('What the repository calls it.'),
  url: words('Address that packages are fetched from.'),
})

type Gates = v.GenericSchema<unknown, GateSettings>

/** The fields of a stage. */
const stageSchema = (gatesSchema: Gates) =>
  strict({
    name: v.optional(words('What edges and plans call it. Default: the repository.')),
    repository: words('Slug of the repository.'),
    action: v.optional(v.picklist(['copy', 'move'], 'must be copy or move')),
    tag: v.optional(words('Tag that a package gets when it has arrived. Needed where another stage has the same repository.')),
    gates: v.optional(gatesSchema),
    unscannable: v.optional(passOrBlock),
    staleScan: v.optional(strict({ after: span('Age from which a scan is stale.'), means: passOrBlock })),
    onFailedArrival: v.optional(v.picklist(['leave', 'quarantine', 'remove'], 'must be leave, quarantine or remove')),
    retention: v.optional(warnOrBlock),
    latest: v.optional(
      v.pipe(warnOrBlock, v.description('What to do about packages that are lower than the newest version here. Default: warn.')),
    ),
    upstreams: v.optional(
      v.pipe(
        v.array(upstreamSchema),
        v.description('Where the repository fetches from what it does not hold. Default: from nowhere.'),
      ),
    ),
  })

const edgeSchema = (gatesSchema: Gates) =>
  strict({
    name: v.optional(words('Tells it from other edges between the same stages. Who takes it has to name it. Default: none.')),
    from: words('Name of a stage.'),
    to: words('Name of a stage.'),
    gates: v.optional(v.pipe(gatesSchema, v.description('Gates of this edge, instead of those of the stage.'))),
  })

const personSchema = strict({
  logins: v.optional(list('Logins, in any case.')),
  addresses: v.optional(list('E-mail addresses, in any case.')),
  keys: v.optional(list('Names of the keys that they sign with.')),
  subjects: v.optional(
    v.pipe(
      v.array(
        strict({
          issuer: words('URL of the issuer, exactly as its tokens have it.'),
          subject: words('What its tokens call the person.'),
        }),
      ),
      v.description('What identity tokens call them.'),
    ),
  ),
  groups: v.optional(list('Groups that they are in.')),
})

/** The `kind` of a pipeline file, which may be omitted. */
export const pipelineKind = 'cloudsmith-promotion/pipeline'

const people = v.pipe(
  record(personSchema),
  v.description('Who is who: only their approvals count. Default: every name is a person of its own.'),
)

/** The `kind` of a people file. */
export const peopleKind = 'cloudsmith-promotion/people'

/** The fields of a people file. */
export const peopleSchema = strict({ ...kindFields(peopleKind, 1), people })

const path = words('Path of a file.')

/** The fields of a pipeline file that may name custom gates as well as the built-in ones. */
export const pipelineSchemaWith = (own: readonly string[]) => {
  const settings = record(v.unknown())
  const gatesSchema = strict({ ...gates, ...Object.fromEntries(own.map((name) => [name, v.optional(settings)])) }) as Gates
  return strict({
    kind: v.optional(v.literal(pipelineKind)),
    version: v.optional(v.literal(1)),
    owner: words('Slug of the workspace.'),
    stages: v.pipe(v.array(stageSchema(gatesSchema)), v.minLength(2, 'must be at least two')),
    edges: v.optional(v.pipe(v.array(edgeSchema(gatesSchema)), v.description('Default: from each stage to the next.'))),
    select: v.optional(
      v.pipe(
        strict({
          formats: v.optional(list('Packages of these formats, such as npm. Default: of all.')),
          names: v.optional(list('Packages of these names, in which * stands for anything, such as @acme/*. Default: of all.')),
          tags: v.optional(
            list('Packages with one of these tags, in which * stands for anything. Default: with tags or without.'),
          ),
        }),
        v.description('Which packages it is about: all others are left alone. Default: every package.'),
      ),
    ),
    people: v.optional(textOr(people, 'Who is who, or the path of a file that tells it under people.')),
    waivers: v.optional(
      textOr(
        strict({
          file: v.optional(path),
          maxLife: v.optional(span('The longest that a waiver may last. Default: 90 days.')),
        }),
        'Path of a file of waivers, or that and what waivers are held to.',
      ),
    ),
  })
}

/** The fields of a pipeline file with built-in gates alone. */
export const pipelineSchema = pipelineSchemaWith([])

/** The names of the built-in gates. */
export const gateNames: readonly string[] = Object.keys(gates)

/** The gates of a stage or an edge, as a file names them. Settings of custom gates are also there, but not in this type. */
export type GateSettings = v.InferOutput<typeof builtIn>
