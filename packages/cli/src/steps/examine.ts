import { type Cloudsmith, NotFoundError, PermissionError } from '@cloudsmith-sdk/client'
import type { Edge, Pipeline, Stage } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import { plural } from '../core/plural.ts'
import type { Check } from '../core/result.ts'

/** Checks a stage: that it exists and may be read, what retention deletes, and whether a webhook reports changes. */
export async function examineStage(
  cloudsmith: Cloudsmith,
  { owner }: Pipeline,
  { name, repository }: Stage,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const at = { owner, repo: repository }
  const subject = `${name} (${owner}/${repository})`
  const found = await asked(subject, 'repository', async () => {
    const { package_count } = await cloudsmith.repos.read(at, { signal })
    return [plural(package_count, 'package')]
  })
  if (found.outcome === 'failed') return [found]
  return Promise.all([
    found,
    asked(subject, 'retention', async () => {
      const { retention_enabled, retention_count_limit, retention_days_limit, retention_size_limit } =
        await cloudsmith.repos.retention.read(at, { signal })
      const limits = [
        plural(retention_count_limit, 'package'),
        plural(retention_days_limit, 'day'),
        plural(retention_size_limit, 'byte'),
      ]
      const live = limits.filter((limit) => !limit.startsWith('0 '))
      return retention_enabled && live.length > 0 ? [`deletes packages beyond ${live.join(' or ')}`] : []
    }),
    asked(subject, 'webhooks', async () => {
      const hooks = await cloudsmith.webhooks.list(at, { signal }).toArray()
      return [plural(hooks.length, 'webhook')]
    }),
  ])
}

/** Checks whether an edge can be planned, and what applying it needs. */
export async function examineEdge(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { from, to, name }: Edge,
  signal: AbortSignal,
): Promise<Check> {
  const { plan } = await engine()
  return asked(`${from} → ${to}${name === undefined ? '' : ` (${name})`}`, 'cost of promoting everything', async () => {
    const { items, estimates } = await plan(cloudsmith, pipeline, {
      from,
      to,
      edge: name,
      select: 'everything',
      allowEmpty: true,
      signal,
    })
    const unscannable = items.filter(({ reasons }) => reasons.some((reason) => reason.includes('scan')))
    return [
      `${plural(items.length, 'package')}, about ${plural(estimates.cost.requests, 'request')}`,
      ...(unscannable.length > 0
        ? [`${unscannable.length} of them ${unscannable.length === 1 ? 'is' : 'are'} held back because of the scan`]
        : []),
    ]
  })
}

/** Makes a request, and turns a refusal into a failed check. */
async function asked(subject: string, rule: string, ask: () => Promise<readonly string[]>): Promise<Check> {
  try {
    return { subject, rule, outcome: 'passed', reasons: await ask() }
  } catch (error) {
    if (error instanceof NotFoundError)
      return {
        subject,
        rule,
        outcome: 'failed',
        reasons: ['it does not exist, or the credential may not see it: create it with ensure'],
      }
    if (error instanceof PermissionError) return { subject, rule, outcome: 'waiting', reasons: ['the credential may not see it'] }
    throw error
  }
}
