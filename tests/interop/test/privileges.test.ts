import { expect } from 'vitest'
import { service, test } from '../src/service.ts'

const { cli, emulator, file } = service()

const api = async (method: string, path: string, body: unknown) => {
  const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
  const response = await fetch(`${emulator.origin}${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.ok).toBe(true)
  return (await response.json()) as { slug: string }
}

test('privileges are set, listed, revoked and replaced', async () => {
  const team = await api('POST', '/orgs/acme/teams/', { name: 'Builders' })
  const robot = await api('POST', '/orgs/acme/services/', { name: 'Robot' })
  const privileges = (...args: string[]) => cli.list(['repos', 'privileges', args[0] ?? '', 'acme/dev', ...args.slice(1)])

  const before = await privileges('list')
  await privileges('set', '--team', team.slug, '--service', robot.slug, '--privilege', 'write', '--yes')
  await privileges('set', '--user', 'nobody', '--privilege', 'read', '--yes')
  const granted = [
    { privilege: 'Write', team: team.slug },
    { privilege: 'Write', service: robot.slug },
    { privilege: 'Read', user: 'nobody' },
  ]
  const after = await privileges('list')
  expect(after).toHaveLength(before.length + granted.length)
  expect(after).toEqual(expect.arrayContaining(granted.map((one) => expect.objectContaining(one))))
  const nobody = { environment: { CLOUDSMITH_API_KEY: 'emulator-none-key' } }
  expect(await cli.list(['list', 'packages', 'acme/dev'], nobody)).toEqual([])

  await privileges('revoke', '--user', 'nobody', '--service', robot.slug, '--yes')
  await cli.failure(['list', 'packages', 'acme/dev'], nobody)

  const only = [{ privilege: 'Admin', team: team.slug }]
  await privileges('replace', await file('privileges.json', only), '--yes')
  expect(await privileges('list')).toEqual([expect.objectContaining(only[0])])
})
