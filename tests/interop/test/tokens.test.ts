import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli } = service()

const writer = (key: unknown) => ({ environment: { CLOUDSMITH_API_KEY: String(key) } })

test('a key is listed without its secret, and void once it is refreshed', async () => {
  const [listed] = await cli.list(['tokens', 'list'], writer('emulator-write-key'))
  expect(listed).toMatchObject({ slug_perm: expect.stringMatching(/^\w{12}$/), key: expect.stringMatching(/^\*+-key$/) })

  const agreeing = { ...writer('emulator-write-key'), input: 'y\n'.repeat(5) }
  const fresh = await cli.item(['tokens', 'refresh', listed?.slug_perm ?? '', '--save-config'], agreeing)
  expect(fresh).toMatchObject({ slug_perm: listed?.slug_perm, key: expect.stringMatching(/^\w{20,}$/) })
  const saved = { environment: { CLOUDSMITH_API_KEY: undefined } }
  expect(await cli.data(['whoami'], saved)).toMatchObject({ username: 'writer' })
  expect(await cli.failure(['whoami'], writer('emulator-write-key'))).toMatchObject({ code: exitCodeOf(401) })
  expect(await cli.data(['whoami'], writer(fresh.key))).toMatchObject({ username: 'writer' })

  // There can be only one: it is replaced where its owner insists.
  const another = await cli.item(['tokens', 'create', '--force'], writer(fresh.key))
  expect(another).toMatchObject({ slug_perm: listed?.slug_perm })
  expect(await cli.data(['whoami'], writer(another.key))).toMatchObject({ username: 'writer' })
})

test('an address and a password give a key, which is kept until its owner signs out', async () => {
  const given = { environment: { CLOUDSMITH_API_KEY: undefined } }
  const credentials = ['--login', 'reader@example.com', '--password', 'emulator-read-key']
  expect(await cli.run(['login', ...credentials], { ...given, input: 'y\n'.repeat(5) })).toMatchObject({ code: 0 })
  expect(await cli.data(['whoami'], given)).toMatchObject({ username: 'reader' })

  const refused = await cli.run(['login', '--login', 'reader@example.com', '--password', 'wrong'], given)
  expect(refused.code).not.toBe(0)

  for (const options of [['--dry-run'], ['--keyring-only']]) await cli.run(['logout', ...options], given)
  expect(await cli.data(['whoami'], given)).toMatchObject({ username: 'reader' })
  await cli.run(['logout', '--config-only'], given)
  expect((await cli.run(['whoami'], given)).code).toBe(1)
})

test('a key may be an option', async () => {
  expect(await cli.data(['whoami', '--api-key', 'emulator-read-key'])).toMatchObject({ username: 'reader' })
})

test('the command line tells its version, and its help', async () => {
  expect(JSON.parse((await cli.done(['--version', '--no-check-update'])).trim())).toMatchObject({
    data: { cli_version: expect.stringMatching(/^\d/) },
  })
  expect(await cli.done(['help'], { plain: true })).toContain('Usage:')
})
