import * as v from 'valibot'
import type { MissingDependency } from '../dependencies/missing.ts'
import {
  type GateReason,
  type LatestMove,
  type Plan,
  type PlanDependencies,
  type PlanEstimates,
  type PlanItem,
  type PlanNeed,
  type PlanRules,
  type PlanWaivers,
  planKind,
  type RetentionLoss,
} from '../plan/plan.ts'
import { count, difference, fact, file, hold, identity, kindFields, moment, nameFields, oneOf, sha256, word } from './fields.ts'
import { schemaOf } from './schema-of.ts'
import { strict } from './strict.ts'
import { keptWaiver } from './waivers-schema.ts'

const cause = oneOf('deny', 'freeze', 'evidence', 'approval')
const warnOrBlock = oneOf('warn', 'block')
const passOrBlock = oneOf('pass', 'block')
const words = v.array(v.string())

const reason = schemaOf<GateReason>()(
  v.variant(
    'result',
    [
      strict({
        ...{ gate: word, result: v.literal('block'), cause, why: v.string(), seen: fact, needed: fact },
        ...{ mayWaive: words, remedy: v.optional(v.string()) },
      }),
      strict({
        ...{ gate: word, result: v.literal('wait'), cause, for: v.string(), seen: fact, needed: fact },
        until: v.optional(moment),
      }),
    ],
    'expected block or wait',
  ),
)

const requirements = v.array(strict({ operator: v.nullable(v.string()), version: v.nullable(v.string()) }))

const need = schemaOf<PlanNeed>()(strict({ name: v.string(), requirements, servedBy: words }))

const dependencies = schemaOf<PlanDependencies>()(
  strict({
    take: oneOf('check', 'closure'),
    also: v.array(oneOf('optional', 'development')),
    missing: oneOf('block', 'tell'),
  }),
)

const item = schemaOf<PlanItem>()(
  strict({
    ...{ package: identity, slugPerm: word, files: v.array(file) },
    standing: oneOf('absent', 'same', 'in flight', 'other bytes'),
    siblings: v.optional(v.array(v.array(file))),
    overrides: v.optional(v.array(hold)),
    digest: sha256,
    outcome: oneOf('promote', 'already there', 'needs approval', 'blocked', 'waiting', 'conflict'),
    reasons: words,
    gates: v.array(count),
    delivered: v.boolean(),
    carriesTag: v.optional(v.boolean()),
    parts: v.optional(words),
    needs: v.optional(v.array(need)),
    neededBy: v.optional(words),
    heldByNeeds: v.optional(v.literal(true)),
    waivers: v.array(keptWaiver),
    differences: v.array(difference),
  }),
)

const rules = schemaOf<PlanRules>()(
  strict({
    gates: v.array(strict({ name: word, identity: v.nullable(word), settings: fact, asksPeople: v.boolean() })),
    unscannable: passOrBlock,
    staleScan: v.nullable(strict({ after: word, means: passOrBlock })),
    retention: warnOrBlock,
    latest: warnOrBlock,
    onFailedArrival: oneOf('leave', 'quarantine', 'remove'),
    select: v.nullable(strict({ formats: v.optional(words), names: v.optional(words), tags: v.optional(words) })),
    changed: oneOf('leave out', 'refuse'),
    waiverLife: v.string(),
  }),
)

const latestMove = schemaOf<LatestMove>()(
  strict({
    ...nameFields,
    ...{ from: v.string(), to: v.string(), marked: v.nullable(v.string()), backwards: v.boolean() },
  }),
)

const loss = schemaOf<RetentionLoss>()(
  strict({ package: identity, slugPerm: v.nullable(word), rule: oneOf('count', 'days', 'size') }),
)

const waivers = schemaOf<PlanWaivers>()(
  strict({
    used: v.array(keptWaiver),
    unmatched: v.array(keptWaiver),
    refused: v.array(strict({ waiver: keptWaiver, why: v.string() })),
  }),
)

const missing = schemaOf<MissingDependency>()(
  strict({
    format: word,
    name: v.string(),
    requirements,
    why: oneOf('absent', 'elsewhere', 'left behind', 'no version satisfies', 'undecidable'),
    detail: v.nullable(v.string()),
    available: v.optional(v.string()),
    possible: v.optional(v.literal(true)),
    neededBy: v.array(identity),
  }),
)

const estimates = schemaOf<PlanEstimates>()(
  strict({
    read: strict({ source: count, destination: count }),
    found: v.nullable(strict({ query: v.string(), rows: count })),
    sizes: strict({ source: v.nullable(count), destination: v.nullable(count) }),
    cost: strict({ requests: count, minutes: v.nullable(v.number()) }),
  }),
)

/** The fields that a plan and a report share. */
export const wayFields = {
  ...{ owner: word, from: word, to: word, edge: v.nullable(word), source: word, destination: word },
  ...{ action: oneOf('copy', 'move', 'tag'), tag: v.nullable(word), set: v.nullable(word), requestedBy: v.nullable(v.string()) },
}

export const planSchema = schemaOf<Plan>()(
  strict({
    ...kindFields(planKind, 1),
    digest: sha256,
    madeAt: moment,
    ...wayFields,
    rules,
    paused: v.nullable(hold),
    items: v.array(item),
    answers: v.array(reason),
    latest: v.array(latestMove),
    unordered: words,
    retention: v.array(loss),
    waivers,
    dependencies: v.optional(dependencies),
    missing: v.nullable(v.array(missing)),
    estimates,
  }),
)
