import { invalid } from '../../core/errors.ts'
import { noContent, ok } from '../../core/reply.ts'
import { allowed } from '../../operation/allowed.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { teamsOf } from '../../world/teams.ts'

/** Lists the privileges in a repository, in addition to those from its workspace. Has no pagination headers. */
export const repos_privileges_list = allowed<'repos_privileges_list'>('Admin', ({ repository }) =>
  ok({ privileges: repository.privileges }),
)

/** Replaces all privileges. Callers who remove their own are locked out. */
export const repos_privileges_update = allowed<'repos_privileges_update'>('Admin', ({ repository, body }) => {
  repository.privileges = checked(repository, body.privileges)
  return noContent()
})

/** Adds privileges, and replaces those of the named users, services and teams. */
export const repos_privileges_partial_update = allowed<'repos_privileges_partial_update'>('Admin', ({ repository, body }) => {
  const given = checked(repository, body.privileges ?? [])
  const named = new Set(given.map(subject))
  repository.privileges = [...repository.privileges.filter((grant) => !named.has(subject(grant))), ...given]
  return noContent()
})

type Grants = RepositoryRecord['privileges']

function subject({ user, service, team }: Grants[number]): string {
  return JSON.stringify([user, service, team])
}

function checked({ workspace }: RepositoryRecord, grants: Grants): Grants {
  const members = new Set([...workspace.members.keys()].map(({ slug }) => slug))
  const teams = new Set(
    teamsOf(workspace)
      .all()
      .map(({ settings }) => settings.slug),
  )
  const errors = grants.flatMap(({ user, service, team }, index) => {
    const kind = user !== undefined ? 'user' : service !== undefined ? 'service' : 'team'
    const slug = user ?? service ?? team ?? ''
    const isKnown = kind === 'team' ? teams.has(slug) : members.has(slug)
    return isKnown ? [] : [[String(index), { [kind]: [`"${slug}" is not in this workspace.`] }]]
  })
  if (errors.length > 0) throw invalid({ privileges: Object.fromEntries(errors) })
  return grants
}
