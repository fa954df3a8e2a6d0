import { upstreamFormats } from '@cloudsmith-sdk/client'
import * as v from 'valibot'
import { moment as existing, kindFields } from '../documents/fields.ts'
import { record, strict } from '../documents/strict.ts'
import { textOr } from '../documents/text-or.ts'
import { spanPattern } from '../text/duration.ts'

const word = v.pipe(v.string(), v.minLength(1, 'must not be empty'))
const said = <Schema extends v.GenericSchema>(schema: Schema, description: string) => v.pipe(schema, v.description(description))
const words = (description: string) => said(word, description)
const list = (description: string) => said(v.array(word), description)
const span = (description: string) =>
  v.pipe(v.string(), v.regex(spanPattern, 'must be a duration, such as "2 days" or "36 hours"'), v.description(description))
const count = (description: string, least = 0) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
    v.description(description),
  )
const moment = (description: string) => said(existing, description)

const passOrBlock = (description: string) => said(v.picklist(['pass', 'block'], 'must be pass or block'), description)
const warnOrBlock = (description: string) => said(v.picklist(['warn', 'block'], 'must be warn or block'), description)
const mayWaive = v.optional(list('People or groups who may waive the gate. Default: nobody.'))
const reason = v.optional(words('Reason that is shown for packages that wait. Default: none.'))

const licences = strict({
  allow: v.optional(list('The only licences that are allowed, by their SPDX identifiers. Default: all.')),
  deny: v.optional(list('Licences that are not allowed, by their SPDX identifiers. Default: none.')),
  unknown: v.optional(passOrBlock('What to do if the licence is missing or is not an SPDX licence. Default: block.')),
  mayWaive,
})

const freezeWindow = v.union(
  [
    strict({
      from: moment('Start: a date, or a date with time and zone.'),
      to: moment('End: a date, or a date with time and zone.'),
      reason,
    }),
    strict({
      cron: words('Start, as a cron expression in the time zone below.'),
      lasts: span('Length of the window, such as 3 days.'),
      zone: v.optional(words('IANA name of the time zone, such as Europe/Berlin. Default: UTC.')),
      reason,
    }),
  ],
  'must have from and to, or cron and lasts',
)

/** The built-in gates, with their settings. */
const gates = {
  scanned: v.optional(
    said(
      strict({ mayWaive }),
      'The package has been scanned since it was last synchronised. The stage decides about packages without a scan (unscannable) or with an old one (staleScan).',
    ),
  ),
  'max-severity': v.optional(
    said(
      strict({
        critical: v.optional(count('Maximum number of critical findings. Default: no limit.')),
        high: v.optional(count('Maximum number of high findings. Default: no limit.')),
        medium: v.optional(count('Maximum number of medium findings. Default: no limit.')),
        low: v.optional(count('Maximum number of low findings. Default: no limit.')),
        unknown: v.optional(count('Maximum number of findings of unknown severity. Default: no limit.')),
        mayWaive: v.optional(list('People or groups who may waive the gate or individual findings. Default: nobody.')),
      }),
      'The scan found no more vulnerabilities of each severity than allowed.',
    ),
  ),
  vulnerabilities: v.optional(
    said(
      strict({
        deny: v.optional(
          list('Vulnerabilities that block the package even with a waiver, such as CVE-2021-44228. Default: none.'),
        ),
        ignore: v.optional(list('Vulnerabilities that are allowed where others is block. Default: none.')),
        others: v.optional(passOrBlock('What to do about vulnerabilities in neither list. Default: pass.')),
        mayWaive: v.optional(list('People or groups who may waive the gate or individual findings. Default: nobody.')),
      }),
      'The scan found no vulnerability that is denied by its identifier.',
    ),
  ),
  licence: v.optional(said(licences, 'The licence of the package is allowed.')),
  license: v.optional(said(licences, 'Another spelling of licence.')),
  'no-malware': v.optional(said(strict({}), 'The service found no malware in the package.')),
  'not-quarantined': v.optional(said(strict({}), 'The package is not quarantined.')),
  'no-policy-violation': v.optional(
    said(
      strict({
        decisions: v.optional(
          said(
            v.picklist(['ignore', 'read', 'require'], 'must be ignore, read or require'),
            'Whether to also check the decisions of enterprise policies. Where they cannot be read, read reports that and require blocks the package. Default: ignore.',
          ),
        ),
        mayWaive,
      }),
      'The package violates no policy of the workspace.',
    ),
  ),
  'min-age': v.optional(
    said(
      strict({ atLeast: span('Minimum time since the upload, such as 7 days.') }),
      'The package was uploaded long enough ago.',
    ),
  ),
  soak: v.optional(
    said(
      strict({ atLeast: span('Minimum time since the package was last synchronised in its repository, such as 2 days.') }),
      'The package has been in its stage long enough.',
    ),
  ),
  'required-tags': v.optional(
    said(
      strict({
        all: v.optional(list('Tags that the package must have. Default: none.')),
        none: v.optional(list('Tags that the package must not have. Default: none.')),
        mayWaive,
      }),
      'The package has certain tags, and lacks others.',
    ),
  ),
  metadata: v.optional(
    said(
      strict({
        require: v.pipe(
          v.array(v.picklist(['sbom', 'provenance', 'signature', 'evidence'], 'must be sbom, provenance, signature or evidence')),
          v.minLength(1, 'must not be empty'),
          v.description('Metadata that must be attached to the package. Its contents are not verified.'),
        ),
        mayWaive,
      }),
      'The package has metadata attached, such as an SBOM.',
    ),
  ),
  freeze: v.optional(
    said(strict({ windows: said(v.array(freezeWindow), 'Windows in which nothing is promoted.') }), 'No freeze window is open.'),
  ),
  approval: v.optional(
    said(
      strict({
        quorum: v.optional(count('How many people must approve. Default: 1.', 1)),
        by: v.optional(list('Who may approve, and revoke the approvals of others. Default: anybody.')),
        validFor: v.optional(span('How long an approval is valid, such as 2 days. Default: without limit.')),
        groups: v.optional(
          said(
            record(count('How many members of this group must approve.', 1)),
            'Groups, by the names in groups of people, each with its own quorum. One person counts once for each of their groups. Default: none.',
          ),
        ),
        self: v.optional(
          said(v.boolean(), 'Whether whoever requests the promotion or uploaded the package may approve it. Default: false.'),
        ),
        unsigned: v.optional(
          said(
            v.boolean(),
            'Whether approvals without a signature count, so that whoever passes them on is trusted. Default: false.',
          ),
        ),
        mayWaive,
      }),
      'Enough people have approved the promotion of the package.',
    ),
  ),
}

const builtIn = strict(gates)

const upstreamSchema = strict({
  format: said(v.picklist(upstreamFormats, `must be one of ${upstreamFormats.join(', ')}`), 'Format of its packages.'),
  name: words('Name of the upstream in the repository.'),
  url: words('URL that packages are fetched from.'),
})

type Gates = v.GenericSchema<unknown, GateSettings>

/** The fields of a stage. */
const stageSchema = (gatesSchema: Gates) =>
  strict({
    name: v.optional(words('Name of the stage, as edges and plans refer to it. Default: the slug of the repository.')),
    repository: words('Slug of the repository. Several stages may share one if each has its own tag.'),
    action: v.optional(
      said(v.picklist(['copy', 'move'], 'must be copy or move'), 'How packages get here from another repository. Default: copy.'),
    ),
    tag: v.optional(
      words('Tag that a package gets when it has arrived. Default: none. Required if another stage has the same repository.'),
    ),
    gates: v.optional(said(gatesSchema, 'Gates that a package must pass to enter the stage. Default: none.')),
    unscannable: v.optional(passOrBlock('What to do with a package that the service cannot scan. Default: block.')),
    staleScan: v.optional(
      said(
        strict({
          after: span('Age from which a scan is stale, such as 7 days.'),
          means: passOrBlock('pass: an earlier scan counts if the service does not scan again. block: a new scan is needed.'),
        }),
        'How to treat an old scan. Default: a scan never becomes stale, but only one made after the package arrived counts.',
      ),
    ),
    onFailedArrival: v.optional(
      said(
        v.picklist(['leave', 'quarantine', 'remove'], 'must be leave, quarantine or remove'),
        'What to do with a package that arrived with a problem, such as malware or different bytes. remove deletes a copy, and moves a moved package back. Default: leave.',
      ),
    ),
    retention: v.optional(
      warnOrBlock(
        'Whether to warn about packages, or to block them, if retention may delete others when they arrive. Default: warn.',
      ),
    ),
    latest: v.optional(
      warnOrBlock(
        'Whether to warn about packages, or to block them, if their version is lower than the newest here. Default: warn.',
      ),
    ),
    upstreams: v.optional(
      said(
        v.array(upstreamSchema),
        'Upstreams from which the repository fetches packages that it does not have. Only ensure reads this. Default: none.',
      ),
    ),
  })

const edgeSchema = (gatesSchema: Gates) =>
  strict({
    name: v.optional(
      words(
        'Distinguishes edges between the same two stages, such as hotfix. A named edge is only used by callers who name it. Default: none.',
      ),
    ),
    from: words('Name of the stage where the edge begins.'),
    to: words('Name of the stage where the edge ends.'),
    gates: v.optional(
      said(gatesSchema, 'Gates of this edge, which replace those of the stage. Default: the gates of the stage.'),
    ),
  })

const personSchema = strict({
  logins: v.optional(list('Logins in Cloudsmith and in CI systems, in any case. Default: none.')),
  addresses: v.optional(list('E-mail addresses, in any case. Default: none.')),
  keys: v.optional(list('Names of the keys that the person signs with, as in the trust file. Default: none.')),
  subjects: v.optional(
    said(
      v.array(
        strict({
          issuer: words('URL of the issuer, exactly as in its tokens.'),
          subject: words('How its tokens name the person.'),
        }),
      ),
      'The person in identity tokens. Default: none.',
    ),
  ),
  groups: v.optional(
    list('Groups of the person, for gates that require approvals from groups, or let groups waive. Default: none.'),
  ),
})

/** The `kind` of a pipeline file, which may be omitted. */
export const pipelineKind = 'cloudsmith-promotion/pipeline'

const people = said(
  record(personSchema),
  'The people of the pipeline, by name. Only their approvals count. Default: every name is a person of its own.',
)

/** The `kind` of a people file. */
export const peopleKind = 'cloudsmith-promotion/people'

/** The fields of a people file. */
export const peopleSchema = strict({ ...kindFields(peopleKind, 1), people })

const path = words('Path of a waivers file, relative to the pipeline file. Default: none.')

/** The fields of a pipeline file that may name custom gates as well as the built-in ones. */
export const pipelineSchemaWith = (own: readonly string[]) => {
  const settings = record(v.unknown())
  const gatesSchema = strict({ ...gates, ...Object.fromEntries(own.map((name) => [name, v.optional(settings)])) }) as Gates
  return strict({
    kind: v.optional(said(v.literal(pipelineKind), 'Kind of document. May be omitted.')),
    version: v.optional(said(v.literal(1), 'Version of the format. Default: 1.')),
    owner: words('Slug of the workspace.'),
    stages: v.pipe(
      v.array(stageSchema(gatesSchema)),
      v.minLength(2, 'must contain at least two stages'),
      v.description('The stages, in the order in which packages go through them. At least two.'),
    ),
    edges: v.optional(said(v.array(edgeSchema(gatesSchema)), 'Which stages lead where. Default: each stage to the next.')),
    select: v.optional(
      said(
        strict({
          formats: v.optional(list('Only packages of these formats, such as npm. Default: all.')),
          names: v.optional(list('Only packages with these names, such as @acme/*. * matches any text. Default: all.')),
          tags: v.optional(
            list('Only packages with one of these tags. * matches any text. Default: packages with or without tags.'),
          ),
        }),
        'Which packages the pipeline covers; it leaves all others alone. Default: every package.',
      ),
    ),
    people: v.optional(
      textOr(
        people,
        'The people of the pipeline, by name, or the path of a file that lists them under people. Only their approvals count. Default: every name is a person of its own.',
      ),
    ),
    waivers: v.optional(
      textOr(
        strict({
          file: v.optional(path),
          maxLife: v.optional(span('The longest life of a waiver from when it was granted, such as 30 days. Default: 90 days.')),
        }),
        'The path of a waivers file, or an object with that path and the limits of waivers. Default: no waivers.',
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
