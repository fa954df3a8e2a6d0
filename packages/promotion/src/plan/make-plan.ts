import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { admit } from '../approval/admit.ts'
import { missingOf } from '../dependencies/missing.ts'
import { directoryOf } from '../gates/people.ts'
import type { EdgeHolds } from '../hold/read-holds.ts'
import { readHolds } from '../hold/read-holds.ts'
import { absent, type Standing, standingsOf } from '../package/standing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { mapOf } from '../repository/concurrency.ts'
import { identityOf } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { PackageRow } from '../repository/row.ts'
import type { Selected } from '../repository/select.ts'
import { aheadOf } from './ahead.ts'
import { arrivedBefore, isThere } from './arrived-before.ts'
import { type Chosen, choose } from './choose.ts'
import { costOf } from './cost.ts'
import { digestOfPlan } from './digest.ts'
import { frozen, inPlace, inPlanOrder } from './frozen.ts'
import { holdWhole } from './hold-whole.ts'
import { goes } from './is-sent.ts'
import { itemOf } from './item.ts'
import { knowledgeAt } from './knowledge-at.ts'
import { madeHere } from './made-here.ts'
import { type Versioned, versionedOf } from './newest.ts'
import { besidesOf, newestAt } from './newest-at.ts'
import type { PlanOptions } from './options.ts'
import { type Plan, type PlanItem, type PlanWaivers, planKind } from './plan.ts'
import { retentionAt } from './retention-at.ts'
import { openScope, type Scope } from './scope.ts'
import { seal } from './seal.ts'
import { waiverNotes } from './waiver-notes.ts'
import { holdsAgainst, withHolds } from './with-holds.ts'
import { withNeeds } from './with-needs.ts'

/**
 * Makes a plan: which packages would be promoted from one stage to another, and why the others would not. Only reads, and changes nothing.
 * The same state, rules and time give the same plan.
 *
 * Between stages that share a repository nothing would be copied: the plan lists the packages that would be verified where they are, and
 * tagged.
 *
 * @throws {PipelineError} the pipeline has no edge between the two stages, or only named ones
 * @throws {PlanError} nothing is selected, or a listed package does not exist or is not covered by the pipeline
 * @throws {RegistryError} the registry refuses the credentials, or a response does not match its digest
 */
export const plan = (cloudsmith: Cloudsmith, pipeline: Pipeline, options: PlanOptions): Promise<Plan> =>
  planSelected(cloudsmith, pipeline, options)

/**
 * Like {@link plan}, for a selection that may already have been read.
 *
 * @param given the selection, if it has already been read; packages that it reports as moved to the destination are taken to have come along
 * this edge
 */
export async function planSelected(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  options: PlanOptions,
  given?: Selected<PackageRow>,
): Promise<Plan> {
  const scope = await openScope(cloudsmith, pipeline, options)
  const chosen = await choose(scope, given)
  const seen = await lookAtDestination(scope, chosen)
  const holds = await holdsOn(scope, chosen)
  const judged = await judgeAll(scope, chosen, seen, holds)
  const arrived = await arrivedBefore(chosen.selected, { ...scope, isSure: given !== undefined })
  const sealed = seal(inPlanOrder([...judged.items, ...arrived]))
  return await documentOf(scope, chosen, { ...seen, ...judged, holds, ...sealed })
}

/** Finds the packages at the destination, and the newest versions there. */
async function lookAtDestination({ cloudsmith, signal, to, source, destination }: Scope, { rows }: Chosen) {
  const there = new Map<string, Versioned>()
  const met = (row: PackageRow) => {
    if (isThere(to, row)) there.set(row.slug_perm, versionedOf(row))
  }
  const identities = rows.map(identityOf)
  const present = await destination.find(identities, { ...besidesOf(to), met })
  return {
    read: there.size,
    newest: await newestAt(cloudsmith, destination, identities, [...there.values()], signal),
    standings: to.action === 'tag' ? new Map(rows.map(inPlace)) : await standingsOf(rows, present, source),
  }
}

/** @throws {PlanError} holds are to be ignored, but nobody is named as requesting that */
async function holdsOn({ cloudsmith, options, now, signal, from, to, source }: Scope, { rows }: Chosen): Promise<EdgeHolds> {
  const { holdStore, ignoreHolds, requestedBy } = options
  if (ignoreHolds && !requestedBy) {
    throw new PlanError('ignoreHolds needs requestedBy: say who promotes the held packages by hand.')
  }
  const edge = { from: from.name, to: to.name, name: to.edge ?? undefined }
  return await readHolds(cloudsmith, source, edge, rows, { now: now.getTime(), holdStore, signal })
}

type Seen = Awaited<ReturnType<typeof lookAtDestination>>

/** Decides the outcome for every package. */
async function judgeAll(scope: Scope, { rows, parts, flaws, closure }: Chosen, { standings, newest }: Seen, holds: EdgeHolds) {
  const { cloudsmith, options, now, signal, from, to, source, destination, head, subjectOf } = scope
  const { requestedBy, ignoreHolds } = options
  const waivers = [...scope.pipeline.waivers.given, ...(options.waivers ?? [])]
  const { personOf, groupsOf } = directoryOf(scope.pipeline.people)
  const standingOf = ({ slug_perm }: PackageRow) => standings.get(slug_perm) ?? absent
  const given = { waivers, waiverLife: head.rules.waiverLife, ...(await admit(options, scope.pipeline.people)) }
  const about = { ...given, now, personOf, groupsOf, requestedBy, subject: undefined }
  const known = await knowledgeAt(cloudsmith, source, { from: from.name, to }, rows, about, signal)
  const arriving = rows.filter((row) => standingOf(row).kind === 'absent')
  const lossesFrom = to.action === 'tag' ? () => [] : await retentionAt(cloudsmith, destination, arriving, signal)
  const losses = to.retention === 'block' ? lossesFrom(arriving).length : 0
  // With limited concurrency, because custom gates may call other services.
  const examined = await mapOf(rows, async (row) => {
    const standing = standingOf(row)
    const above = to.latest === 'block' ? newest.above(identityOf(row)) : undefined
    const pkg = frozen(row, standing, ignoreHolds ? holdsAgainst(holds, row.slug_perm) : [])
    const about = { frozen: pkg, standing, knowledge: known(row), stage: to, losses, above, flaw: flaws.get(row.slug_perm) }
    const { item, refused } = await itemOf(about, subjectOf)
    return { item: withHolds(item, holds, to.tag), refused }
  })
  const judged = holdWhole(
    examined.map(({ item }) => item),
    parts,
  )
  const installable = new Set(rows.filter((row) => isInstallable(standingOf(row))).map(({ slug_perm }) => slug_perm))
  const needRules = { source: source.repo, destination: destination.repo, isInstallable: (slug: string) => installable.has(slug) }
  const missing = scope.dependencies?.missing
  const { items, unmet } =
    closure && missing ? withNeeds(judged, closure, { ...needRules, missing }) : { items: judged, unmet: undefined }
  const refused = examined.flatMap((each) => each.refused)
  const told = waiverNotes(waivers, { items, refused, rows, known, gates: to.gates })
  const [any] = rows
  return { items, unmet, lossesFrom, waivers: told, policies: (any && known(any).decisions?.asked) ?? null }
}

/** Packages that are quarantined at the destination cannot be installed. */
const isInstallable = (standing: Standing): boolean => standing.kind === 'same' && !standing.row.is_quarantined

interface Decided extends Seen {
  readonly items: readonly PlanItem[]
  readonly answers: Plan['answers']
  readonly holds: EdgeHolds
  readonly unmet: Awaited<ReturnType<typeof judgeAll>>['unmet']
  readonly lossesFrom: Awaited<ReturnType<typeof judgeAll>>['lossesFrom']
  readonly waivers: PlanWaivers
  readonly policies: number | null
}

/** Builds the document, with notes and estimates. */
async function documentOf(scope: Scope, { selected, rows }: Chosen, decided: Decided): Promise<Plan> {
  const { cloudsmith, options, now, to, source, destination, head } = scope
  const { items, answers, holds, unmet, newest, lossesFrom, waivers, policies } = decided
  const bySlug = new Map(rows.map((row) => [row.slug_perm, row]))
  const going = items.flatMap(({ outcome, slugPerm }) => (goes({ outcome }) ? (bySlug.get(slugPerm) ?? []) : []))
  const latest = newest.moves(going.map(identityOf))
  const sizes = { source: source.size ?? null, destination: destination.size ?? null }
  const ahead = aheadOf(items, going, { stage: to, latest, sizes, policies, found: selected.found })
  const made: Omit<Plan, 'digest'> = {
    ...{ kind: planKind, version: 1, ...head, madeAt: now.toISOString(), requestedBy: options.requestedBy ?? null },
    ...{ paused: holds.paused ?? null, items, answers, latest, unordered: newest.unordered(going.map(identityOf)) },
    retention: lossesFrom(going),
    waivers,
    ...(scope.dependencies && { dependencies: scope.dependencies }),
    missing: unmet ? missingOf(unmet) : null,
    estimates: {
      read: { source: selected.read, destination: decided.read },
      ...{ found: selected.found, sizes },
      cost: costOf(ahead, { rateLimit: cloudsmith.rateLimit, now: now.getTime() }),
    },
  }
  return madeHere({ ...made, digest: digestOfPlan(made) })
}
