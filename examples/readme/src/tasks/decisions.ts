import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** What policies have done since a moment, and in brief for some formats. */
export async function review(cloudsmith: Cloudsmith, since: Date) {
  const { policies } = cloudsmith.v2.workspaces
  const decisions = await policies.decisionLogs({ owner: 'acme', match: true, started_after: since }).toArray({ limit: 100 })
  const brief = await policies
    .decisionLogSummaries({ owner: 'acme', created_after: since, package_format: ['NPM', 'PYTHON'] })
    .toArray({ limit: 100 })
  return { did: decisions.flatMap(({ parsed_actions }) => parsed_actions).length, brief: brief.length }
}
