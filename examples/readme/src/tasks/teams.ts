import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** A team of people and machines that writes to a repository, on which nobody else may do more than read. */
export async function staff(cloudsmith: Cloudsmith) {
  const { slug: team } = await cloudsmith.orgs.teams.create({ owner: 'acme', name: 'Release managers' })
  const { slug: bot } = await cloudsmith.orgs.services.create({ owner: 'acme', name: 'Release bot' })
  await cloudsmith.orgs.teams.members.add({ owner: 'acme', team, members: [{ user: bot, user_kind: 'Service', role: 'Member' }] })
  const { privileges } = await cloudsmith.repos.privileges.grant({
    owner: 'acme',
    repo: 'production',
    privileges: [
      { team, privilege: 'Write' },
      { service: bot, privilege: 'Read' },
    ],
    others: 'revoke',
  })
  await cloudsmith.repos.update({ owner: 'acme', repo: 'production', default_privilege: 'Read' })
  const { members } = await cloudsmith.orgs.teams.members.list({ owner: 'acme', team, user_kind: 'service' })
  return { privileges, members }
}
