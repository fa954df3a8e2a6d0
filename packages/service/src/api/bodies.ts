import type { GivenApproval, Plan, Waiver, Wanted } from '@cloudsmith-sdk/promotion'
import * as v from 'valibot'
import { scopes } from '../access/scopes.ts'
import { documentOf, said, saidMoment } from './shapes.ts'

const set = v.optional(said(200))
const many = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.array(schema), v.minLength(1), v.maxLength(10_000))

const wanted = v.pipe(
  v.looseObject({ format: said(50), name: said(500), version: v.nullish(v.string()), filename: v.optional(said(500)) }),
  v.transform((value) => value as unknown as Wanted),
)

/** Which packages somebody asks for. */
const selection = v.union(
  [
    v.literal('everything'),
    v.strictObject({ query: said(2_000), set }),
    v.strictObject({ tag: said(200), set }),
    v.strictObject({ packages: many(wanted), set }),
    v.strictObject({ slugPerms: many(said(100)), set }),
  ],
  'must be "everything", or have one of query, tag, packages and slugPerms',
)

/** How to plan it. */
const wishes = {
  /** Look for what the destination lacks to install the packages (`check`), or take it along (`closure`). Default: nobody looks. */
  dependencies: v.optional(v.picklist(['check', 'closure'], 'must be "check" or "closure"')),
  /** What becomes of a package that needs what is nowhere. Default: `block` with `closure`, `tell` with `check`. */
  missingDependencies: v.optional(v.picklist(['block', 'tell'], 'must be "block" or "tell"')),
  /** What `closure` takes along as well, where the source has it. Default: neither. */
  alsoDependencies: v.optional(
    v.pipe(v.array(v.picklist(['optional', 'development'], 'must be "optional" or "development"')), v.maxLength(2)),
  ),
  /** What becomes of the plan where a package is not as it says any more. Default: `leave out`. */
  changed: v.optional(v.picklist(['leave out', 'refuse'], 'must be "leave out" or "refuse"')),
}

/** A plan to be made. */
export const previewBody = v.strictObject({
  ...{ edge: said(500), select: selection, ...wishes },
  /** Nothing selected is no error. Default: false. */
  allowEmpty: v.optional(v.boolean()),
})

/** What is to be carried out: what is selected, or just what a plan says that this service made and told before. */
export const planBody = v.pipe(
  v.strictObject({ edge: said(500), select: v.optional(selection), plan: v.optional(documentOf<Plan>('Plan')), ...wishes }),
  v.check(({ select, plan }) => (select === undefined) !== (plan === undefined), 'must have either select or plan'),
  v.check(
    ({ plan, ...given }) =>
      plan === undefined || Object.keys(wishes).every((name) => given[name as keyof typeof wishes] === undefined),
    `has a plan, which already contains these options: use ${Object.keys(wishes).join(', ')} only with select`,
  ),
)

/** Somebody agrees. */
export const approveBody = v.strictObject({
  reason: v.optional(said(2_000)),
  expires: v.optional(saidMoment),
  /** An approval that was signed elsewhere. Default: the caller's own word. */
  document: v.optional(documentOf<GivenApproval>('Approval')),
})

/** Why not, why again, why no more. */
export const whyBody = v.strictObject({ why: said(2_000) })

/** What is paused, and until when. */
export const pauseBody = v.strictObject({ why: said(2_000), until: v.optional(saidMoment) })

/** A waiver. */
export const waiverBody = v.strictObject({ waiver: documentOf<Waiver>('Waiver') })

/** Somebody has seen to something. */
export const closeBody = v.strictObject({ note: v.optional(said(2_000)) })

/** A token to be made. */
export const tokenBody = v.strictObject({
  name: said(100),
  scopes: v.pipe(v.array(v.picklist(scopes)), v.minLength(1, 'needs at least one')),
  expires: v.optional(saidMoment),
})

/** Nothing. */
export const emptyBody = v.strictObject({})
