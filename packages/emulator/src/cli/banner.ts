import type { Running } from './start.ts'

const origins = {
  state: 'the saved state (the seed, if any, is not applied again)',
  seed: 'the seed',
  mirror: 'the mirror',
  default: 'an empty workspace (--seed FILE for another)',
}

/** The text that is printed once the emulator listens: its URL and API keys. */
export function banner({ emulator, server, origin, opa }: Running): string {
  const { world } = emulator
  const keys = [...world.workspaces.values()].flatMap(({ slug, members }) =>
    [...members.values()].flatMap(({ account, role, privilege }) =>
      [...account.keys.values()].map(({ key }) => {
        const rights = role === 'Member' || role === 'Collaborator' ? `${role}, ${privilege}` : role
        return `  ${key}  ${slug}/${account.slug} (${rights})`
      }),
    ),
  )
  return [
    `Cloudsmith emulator at ${server.url}`,
    `Page and control API at ${server.url}/_emulator/`,
    ...(emulator.origin === server.url ? [] : [`URLs in responses point to ${emulator.origin}.`]),
    ...(opa === undefined ? [] : [`Enterprise policies are evaluated by OPA ${opa}.`]),
    `Started with ${origins[origin]}. API keys:`,
    ...keys,
    '',
  ].join('\n')
}
