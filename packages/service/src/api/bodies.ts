import type { GivenApproval, Plan, Waiver, Wanted } from '@cloudsmith-sdk/promotion'
import * as v from 'valibot'
import { scopes } from '../access/scopes.ts'
import { about, documentOf, said, saidMoment } from './shapes.ts'

const set = v.optional(about(said(200), 'Name of a release set: its packages are promoted all together or not at all.'))
const many = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.array(schema), v.minLength(1), v.maxLength(10_000))
const reason = about(said(2_000), 'The reason, as a sentence without a full stop.')

const wanted = v.pipe(
  v.looseObject({
    format: about(said(50), 'Format of the package, such as `npm`.'),
    name: about(said(500), 'Name of the package.'),
    version: about(v.nullish(v.string()), 'Version of the package; null if it has none.'),
    filename: v.optional(about(said(500), 'Name of its main file.')),
  }),
  v.transform((value) => value as unknown as Wanted),
)

/** Which packages to promote. */
const selection = about(
  v.union(
    [
      v.literal('everything'),
      v.strictObject({ query: about(said(2_000), 'A query in the search language of Cloudsmith.'), set }),
      v.strictObject({ tag: about(said(200), 'Packages with this tag.'), set }),
      v.strictObject({ packages: about(many(wanted), 'Packages by format, name and version.'), set }),
      v.strictObject({ slugPerms: about(many(said(100)), 'Packages by `slug_perm`.'), set }),
    ],
    'must be "everything", or have one of query, tag, packages and slugPerms',
  ),
  'Which packages to promote: `everything`, or those that match.',
)

const edge = about(said(500), 'ID of the edge, such as `web/dev/staging`.')

/** How to plan. */
const wishes = {
  dependencies: v.optional(
    about(
      v.picklist(['check', 'closure'], 'must be "check" or "closure"'),
      '`check` looks for dependencies that the destination lacks, `closure` promotes them too. Default: dependencies are not checked.',
    ),
  ),
  missingDependencies: v.optional(
    about(
      v.picklist(['block', 'tell'], 'must be "block" or "tell"'),
      'What happens to a package of which a dependency is missing everywhere: `block` it, or only report it (`tell`). Default: `block` with `closure`, `tell` with `check`.',
    ),
  ),
  alsoDependencies: v.optional(
    about(
      v.pipe(v.array(v.picklist(['optional', 'development'], 'must be "optional" or "development"')), v.maxLength(2)),
      'Further types of dependencies that `closure` promotes if the source has them. Default: none.',
    ),
  ),
  changed: v.optional(
    about(
      v.picklist(['leave out', 'refuse'], 'must be "leave out" or "refuse"'),
      'What to do if a package has changed since the plan was made: leave out that package, or refuse the whole plan. Default: `leave out`.',
    ),
  ),
}

/** A plan to preview. */
export const previewBody = v.strictObject({
  ...{ edge, select: selection, ...wishes },
  allowEmpty: v.optional(about(v.boolean(), 'Accept a selection without packages. Default: false.')),
})

/** What to promote: a selection, or exactly what a plan says that this service has previewed. */
export const planBody = v.pipe(
  v.strictObject({ edge, select: v.optional(selection), plan: v.optional(documentOf<Plan>('Plan')), ...wishes }),
  v.check(({ select, plan }) => (select === undefined) !== (plan === undefined), 'must have either select or plan'),
  v.check(
    ({ plan, ...given }) =>
      plan === undefined || Object.keys(wishes).every((name) => given[name as keyof typeof wishes] === undefined),
    `has a plan, which already contains these options: use ${Object.keys(wishes).join(', ')} only with select`,
  ),
)

/** An approval. */
export const approveBody = v.strictObject({
  reason: v.optional(about(said(2_000), 'The reason.')),
  expires: v.optional(saidMoment('When the approval expires. Default: never.')),
  document: v.optional(
    about(documentOf<GivenApproval>('Approval'), 'An approval that was signed elsewhere. Default: an approval by the caller.'),
  ),
})

/** The reason for a refusal, a rollback or a revocation. */
export const whyBody = v.strictObject({ why: reason })

/** Why to pause, and until when. */
export const pauseBody = v.strictObject({
  why: reason,
  until: v.optional(saidMoment('When the pause ends by itself. Default: it lasts until somebody ends it.')),
})

/** A waiver. */
export const waiverBody = v.strictObject({ waiver: documentOf<Waiver>('Waiver') })

/** A note on how a task was resolved. */
export const closeBody = v.strictObject({ note: v.optional(about(said(2_000), 'How it was resolved.')) })

/** A token to create. */
export const tokenBody = v.strictObject({
  name: about(said(100), 'Name of the token. What is done with it is recorded as `token:NAME`.'),
  scopes: about(v.pipe(v.array(v.picklist(scopes)), v.minLength(1, 'needs at least one')), 'What the token may be used for.'),
  expires: v.optional(saidMoment('When the token expires. Default: never.')),
})

/** An empty object. */
export const emptyBody = v.strictObject({})
