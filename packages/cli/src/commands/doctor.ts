import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import type { Check } from '../core/result.ts'
import { skewIn } from '../frame/clock-skew.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { examineEdge, examineStage } from '../steps/examine.ts'

/** `doctor`: checks that everything promotions need is in place. */
export const doctorCommand = (frame: Frame) =>
  command(
    'doctor',
    'Check that everything promotions need is in place: identity, permissions, stages, retention, scans, clock, rate limit.',
  ).action(
    acting<CommonOptions>(frame, async (task) => {
      const { pipeline } = await task.pipeline()
      const cloudsmith = await task.cloudsmith()
      const { signal } = task.context
      const checks = [
        ...(await identity(cloudsmith, task.context.clock ?? Date, signal)),
        ...(await allowance(cloudsmith)),
        ...(await stagesOf(cloudsmith, pipeline, signal)),
        ...(await Promise.all(pipeline.edges.map((edge) => examineEdge(cloudsmith, pipeline, edge, signal)))),
      ]
      const lines = checks.map(
        ({ subject, rule, outcome, reasons }) =>
          `${marks[outcome]}  ${subject}: ${rule}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}`,
      )
      return resultOf({
        kind: 'diagnosis',
        value: { owner: pipeline.owner, checks },
        rows: checks,
        text: lines,
        exit: checks.some(({ outcome }) => outcome === 'failed') ? 'blocked' : 'done',
        checks,
      })
    }),
  )

const marks: Readonly<Record<Check['outcome'], string>> = { passed: 'ok  ', failed: 'FAIL', waiting: 'warn', skipped: '-   ' }

/**
 * Checks the credential and the clock.
 *
 * @param machine the clock of this machine: a response has the time of its receiver, even if an emulator's clock runs faster
 */
async function identity(cloudsmith: Cloudsmith, machine: { now(): number }, signal: AbortSignal): Promise<Check[]> {
  const { data, response } = await cloudsmith.user.self({ signal }).withResponse()
  const skew = skewIn(response, machine.now())
  return [
    {
      subject: data.slug ?? 'nobody',
      rule: 'identity',
      outcome: data.authenticated ? 'passed' : 'failed',
      reasons: data.authenticated ? [] : ['the service does not accept the credential'],
    },
    {
      subject: 'clock',
      rule: 'time',
      outcome: skew === undefined ? 'passed' : 'failed',
      reasons: skew === undefined ? [] : [skew],
    },
  ]
}

async function allowance(cloudsmith: Cloudsmith): Promise<Check[]> {
  const { rateLimit } = cloudsmith
  if (rateLimit === undefined) return []
  const low = rateLimit.remaining < rateLimit.limit / 10
  return [
    {
      subject: 'rate limit',
      rule: `${rateLimit.remaining} of ${rateLimit.limit} left`,
      outcome: low ? 'waiting' : 'passed',
      reasons: low ? ['less than a tenth is left'] : [],
    },
  ]
}

async function stagesOf(cloudsmith: Cloudsmith, pipeline: Pipeline, signal: AbortSignal): Promise<Check[]> {
  const looked = await Promise.all(pipeline.stages.map((stage) => examineStage(cloudsmith, pipeline, stage, signal)))
  return looked.flat()
}
