import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { type ApprovalOptions, admit } from '../approval/admit.ts'
import { directoryOf } from '../gates/people.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { requireIntact } from '../plan/digest.ts'
import { isSent } from '../plan/is-sent.ts'
import { requireSameGates } from '../plan/made-here.ts'
import type { Plan } from '../plan/plan.ts'
import { rulesOf } from '../plan/rules.ts'
import { ChangedError, UnusableError } from '../repository/plan-error.ts'
import { openRepository } from '../repository/repository.ts'
import { canonical } from '../text/digest.ts'
import { bring } from './bring.ts'
import { check } from './check.ts'
import { clearHolds } from './clear-holds.ts'
import { compensate } from './compensate.ts'
import type { ApplyEvent } from './events.ts'
import { InterruptedError } from './interrupted-error.ts'
import { beginAll, isGood, isOpen, type Journey, leaveOpen, reportItem, rowsFor } from './journey.ts'
import { mark } from './mark.ts'
import { needsIn } from './needs.ts'
import { recordingOf } from './record.ts'
import { outcomeOf, type Report, reportKind } from './report.ts'
import { progressOf, type Run } from './run.ts'
import { holdTogether } from './together.ts'
import { verdictOf } from './verdict.ts'
import { watchLatest } from './watch-latest.ts'

/** Options of {@link apply}. */
export interface ApplyOptions extends ApprovalOptions {
  /** Current waivers, in addition to those of the pipeline. Waivers stored in the plan do not count by themselves. Default: none. */
  waivers?: readonly Waiver[] | undefined
  /** The store of paused edges. Default: none, so no edge is paused. */
  holdStore?: HoldStore | undefined
  /**
   * Records the plan, the approvals and revocations, the run and its report. If it throws before anything is sent, the run stops there. Default: no
   * record.
   */
  ledger?: Ledger | undefined
  /**
   * How long to wait for arrivals, scans included, in milliseconds. Packages that have not arrived by then are `waiting`. Default: 3 600 000, an
   * hour.
   */
  timeout?: number | undefined
  /** Aborts the run between two steps. Nothing is undone: apply the plan again to finish it. */
  signal?: AbortSignal | undefined
}

/** A run. Await it for the report, or iterate it to follow the events. To stop iterating does not stop the run; abort `signal` for that. */
export type Application = Promise<Report> & AsyncIterable<ApplyEvent>

/**
 * Carries out a plan, and nothing beyond it. A package that has changed since the plan was made is left out, or the whole run is refused: the plan
 * says which. Packages that gates blocked are judged again, because approvals, waivers, scans and time may have come since.
 *
 * Packages are sent in bulk requests of up to a hundred, or one by one where the service refuses those. A package is sent once its dependencies in
 * the plan have arrived, and not at all if they cannot. Each arrival is verified by its bytes, a scan of its own, quarantine and policies. The tag of
 * the stage is set last and read back.
 *
 * Applying the same plan again is safe after any failure, crash or lost response: what is already done counts as done. Two concurrent runs leave one
 * copy.
 *
 * @throws {UnusableError} the plan was edited, belongs to another workspace, or was stored with a gate function that declares no `identity`, or a
 * revocation cannot be verified; nothing was sent
 * @throws {ChangedError} the rules of the pipeline have changed, or packages have and the plan is to be refused then; nothing was sent
 * @throws {InterruptedError} the run was aborted, or the service is unreachable or refuses the caller; `report` lists what was done
 * @example
 * const run = apply(cloudsmith, pipeline, approved)
 * for await (const { type, progress } of run) console.error(type, `${progress.done}/${progress.total}`)
 * const { outcome } = await run
 */
export const apply = (cloudsmith: Cloudsmith, pipeline: Pipeline, plan: Plan, options: ApplyOptions = {}): Application =>
  applyPreparing(cloudsmith, pipeline, plan, options, async () => {})

/**
 * Like {@link apply}, with a step that runs before anything is sent.
 *
 * @param prepare receives the `slug_perm`s, at the source, of the packages about to be sent; if it throws, nothing is sent
 */
export function applyPreparing(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  plan: Plan,
  options: ApplyOptions,
  prepare: (leaving: readonly string[]) => Promise<void>,
): Application {
  const events: ApplyEvent[] = []
  let wake = () => {}
  const emit = (event: ApplyEvent) => {
    events.push(event)
    wake()
  }
  const report = run(cloudsmith, pipeline, plan, options, { prepare, emit })
  let over = false
  const end = () => {
    over = true
    wake()
  }
  report.then(end, end)
  return Object.assign(report, {
    async *[Symbol.asyncIterator]() {
      for (let next = 0; ; next++) {
        while (next >= events.length && !over) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        const event = events[next]
        if (event === undefined) break
        yield event
      }
      // An error that ended the run also ends the iteration.
      await report
    },
  })
}

async function run(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  plan: Plan,
  options: ApplyOptions,
  { prepare, emit }: { prepare: (leaving: readonly string[]) => Promise<void>; emit: (event: ApplyEvent) => void },
): Promise<Report> {
  const { signal, timeout = 3_600_000 } = options
  const { clock } = cloudsmith
  const waivers = [...pipeline.waivers.given, ...(options.waivers ?? [])]
  const { from, to: stage } = await requireOwn(pipeline, plan)
  const { owner, requestedBy } = plan
  const { personOf, groupsOf } = directoryOf(pipeline.people)
  const { sizes } = plan.estimates
  const journeys = beginAll(plan)
  const startedAt = new Date(clock.now()).toISOString()
  const shared = {
    ...{ cloudsmith, plan, from, stage, journeys, signal, needs: needsIn(journeys) },
    source: openRepository(cloudsmith, { owner, repo: plan.source }, { size: sizes.source ?? undefined, signal }),
    destination: openRepository(cloudsmith, { owner, repo: plan.destination }, { size: sizes.destination ?? undefined, signal }),
    deadline: clock.now() + timeout,
  }
  const recording = recordingOf(options.ledger, plan, options, startedAt)
  const running: Run = { ...shared, tell: (event) => emit({ ...event, progress: progressOf(shared) } as ApplyEvent) }
  if (plan.set !== null && !journeys.every(isOpen)) {
    holdTogether(plan, journeys, journeys)
    await recording.begin(startedAt)
    return await finish()
  }

  const rows = await check(
    running,
    { waivers, ...(await admit(options, pipeline.people)), personOf, groupsOf, requestedBy: requestedBy ?? undefined },
    options.holdStore,
  )
  const travelling = journeys.filter(isOpen)
  const now = new Date(clock.now())
  const isAbsent = (journey: Journey) => verdictOf(journey, rowsFor(journey, rows, plan), stage, now).kind === 'absent'
  const sending = travelling.filter((journey) => isSent(journey.item) && isAbsent(journey))
  await recording.begin(now.toISOString())
  await prepare(sending.map(({ item }) => item.slugPerm))
  running.tell({ type: 'checked', present: travelling.length - sending.length, sending: sending.length })
  try {
    await bring(running, rows)
    await watchLatest(running)
    if (plan.set === null || journeys.every(isGood)) await mark(running)
    await compensate(running)
    await clearHolds(running)
  } catch (error) {
    for (const journey of journeys) leaveOpen(journey, plan)
    const report = reportNow()
    // The cause of the interruption matters more than a failure to record it.
    await recording.end(report).catch(() => {})
    throw new InterruptedError(report, error)
  }
  return await finish()

  async function finish(): Promise<Report> {
    const report = reportNow()
    await recording.end(report).catch((error: unknown) => {
      throw new InterruptedError(report, error)
    })
    running.tell({ type: 'finished', report })
    return report
  }

  function reportNow(): Report {
    const { from, to, edge, source, destination, action, tag, set, rules } = plan
    const gates = rules.gates.map((gate) => gate.name)
    const reported = journeys.map((journey) => reportItem(journey, plan))
    return {
      ...{ kind: reportKind, version: 1 as const, owner, from, to, edge, gates, source, destination, action, tag, set },
      ...{ plan: plan.digest, requestedBy, startedAt },
      finishedAt: new Date(clock.now()).toISOString(),
      outcome: outcomeOf(reported),
      items: reported,
    }
  }
}

/**
 * Checks that a plan is unaltered and belongs to this pipeline, and returns the stages of its edge.
 *
 * @throws {UnusableError} the plan was edited, belongs to another workspace, or was stored with a gate function that declares no `identity`
 * @throws {ChangedError} the rules of the pipeline have changed
 */
async function requireOwn(pipeline: Pipeline, plan: Plan) {
  requireIntact(plan)
  requireSameGates(plan)
  if (plan.owner !== pipeline.owner)
    throw new UnusableError(
      `The plan belongs to the workspace ${plan.owner}, but the pipeline belongs to ${pipeline.owner}: nothing was sent. Apply the plan with the pipeline that it was made with.`,
    )
  const { source: from, destination: to } = edgeOf(pipeline, plan.from, plan.to, plan.edge)
  const isSame =
    plan.source === from.repository &&
    plan.destination === to.repository &&
    plan.action === to.action &&
    plan.tag === (to.tag ?? null)
  if (isSame && canonical(rulesOf(pipeline, to, plan.rules.changed)) === canonical(plan.rules)) return { from, to }
  throw new ChangedError("The plan was made with another pipeline, or this pipeline's rules have changed since: plan again.")
}
