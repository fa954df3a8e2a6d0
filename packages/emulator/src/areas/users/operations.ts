import { invalid, notFound, orNotFound, wrongState } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Operation } from '../../operation/operation.ts'
import { giveKey } from '../../world/keys.ts'
import { apiUrl, profileUrl } from '../../world/urls.ts'

/** Returns who the caller is, even for anonymous callers. */
export const user_self: Operation<'user_self'> = ({ actor: { account }, world }) =>
  ok({
    authenticated: account !== undefined,
    // Services have none.
    email: account?.email || null,
    name: account?.name ?? null,
    slug: account?.slug ?? null,
    slug_perm: account?.slugPerm ?? null,
    profile_url: account ? profileUrl(world, account) : null,
    self_url: apiUrl(world, '/user/self/'),
  })

/** Returns the public profile of a user. */
export const users_profile_read: Operation<'users_profile_read'> = ({ path, world }) => {
  const account = orNotFound(world.accounts.get(path.slug))
  const [first = '', ...last] = account.name.split(' ')
  return ok({
    slug: account.slug,
    slug_perm: account.slugPerm,
    name: account.name,
    first_name: first,
    last_name: last.join(' '),
    company: null,
    job_title: null,
    tagline: null,
    joined_at: timestamp(account.joinedAt),
    url: profileUrl(world, account),
  })
}

/** Signs in with e-mail and password; in the emulator, the API key is the password. */
export const user_token_create: Operation<'user_token_create'> = ({ body, world }) => {
  const account = world.keys.get(body?.password ?? '')
  if (account === undefined || account.email !== body?.email) {
    throw invalid({ non_field_errors: ['Unable to log in with provided credentials.'] })
  }
  return created({ token: body.password ?? '' })
}

/** Lists the caller's API keys, masked except for their ends. */
export const user_tokens_list: Operation<'user_tokens_list'> = ({ query, actor, pager }) => {
  const tokens = [...actor.mustBeKnown().keys].map(([slugPerm, { key, createdAt }]) => ({
    key: `${'*'.repeat(Math.max(0, key.length - 4))}${key.slice(-4)}`,
    slug_perm: slugPerm,
    created: timestamp(createdAt),
  }))
  return page(tokens, query, pager, (results) => ({ results }))
}

/** Creates the caller's first API key: there can be only one. */
export const user_tokens_create: Operation<'user_tokens_create'> = ({ actor, world }) => {
  const account = actor.mustBeKnown()
  if (account.keys.size > 0) throw wrongState('User has already created an API key')
  const slugPerm = world.ids.slug(12)
  const { key, createdAt } = giveKey(world, account, slugPerm)
  return created({ key, slug_perm: slugPerm, created: timestamp(createdAt) })
}

/** Replaces one of the caller's API keys. The old one is void at once. */
export const user_tokens_refresh: Operation<'user_tokens_refresh'> = ({ path, actor, world }) => {
  const account = actor.mustBeKnown()
  if (!account.keys.has(path.slug_perm)) throw notFound()
  const { key, createdAt } = giveKey(world, account, path.slug_perm)
  return ok({ key, slug_perm: path.slug_perm, created: timestamp(createdAt) })
}
