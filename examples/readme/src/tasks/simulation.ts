import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Which packages a policy would match. */
export async function rehearse(cloudsmith: Cloudsmith, policy: string) {
  const decisions = cloudsmith.v2.workspaces.policies.simulate({
    owner: 'acme',
    policy,
    package_query_string: 'format:npm',
  })
  const matched: string[] = []
  for await (const { policy_input, policy_output } of decisions) {
    if (policy_output.match) matched.push(`${policy_input.v0.package.name} ${policy_input.v0.package.version}`)
  }
  return matched
}
