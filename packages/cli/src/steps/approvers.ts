import { type Cloudsmith, NotFoundError, PermissionError } from '@cloudsmith-sdk/client'
import type { Prompts } from './prompts.ts'

/** Roles of the people who are responsible for a workspace. */
const answering: readonly string[] = ['Owner', 'Manager']

/** Maximum number of proposed approvers: there should be few. */
const most = 10

/** Logins of the people who are responsible for a workspace, or of the caller if that list may not be read. */
export async function proposeApprovers(cloudsmith: Cloudsmith, owner: string, signal: AbortSignal): Promise<readonly string[]> {
  const members = await cloudsmith.orgs.members
    .list({ owner }, { signal })
    .toArray()
    .catch((error: unknown) => {
      if (error instanceof PermissionError || error instanceof NotFoundError) return []
      throw error
    })
  const logins = members.flatMap(({ user, role }) => (user && answering.includes(role ?? '') ? [user] : []))
  if (logins.length > 0) return logins.slice(0, most)
  const { slug } = await cloudsmith.user.self({ signal })
  return slug ? [slug] : []
}

const nobody = 'nobody'

/** Who has to approve promotions into the last stage: the proposed people, or nobody, as the user chooses. */
export async function chosenApprovers(
  proposed: readonly string[],
  last: string,
  prompts: Prompts | undefined,
): Promise<readonly string[]> {
  if (prompts === undefined || proposed.length === 0) return proposed
  const answer = await prompts.choose(`Who has to approve promotions to ${last}?`, [
    { value: 'them', label: `One of ${proposed.join(', ')}` },
    { value: nobody, label: 'Nobody' },
  ])
  return answer === nobody ? [] : proposed
}
