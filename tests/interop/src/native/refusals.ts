import type { PackageFixture } from '@cloudsmith-sdk/emulator'
import { expect } from 'vitest'
import type { Outcome } from './program.ts'
import type { Whose, Worlds } from './worlds.ts'

/** Why a client gets nothing. */
export type Refusal = 'quarantine' | 'policy' | 'missing package' | 'missing upstream' | 'wrong credentials'

/** A client that installs. */
export interface Refused {
  /** As in `describe`: names of packages are made of it, so that several clients of a format share a world. */
  readonly client: string
  /** Makes version 1.0.0 of a package, under a licence where its format has them. */
  fixture(name: string, license: string): PackageFixture
  /** Installs a package in an empty place. */
  install(place: string, name: string, whose?: Whose): Promise<Outcome>
  /** A name that packages of the format may have. Default: what it is given. */
  name?(plain: string): string
  /** A package that only the outside has. */
  readonly outside: string
  /** What keeps a package back: a policy for licences, or one that names it. Default: for licences. */
  readonly policy?: 'license' | 'deny'
  /** What the client says of each. */
  readonly says: Readonly<Record<Refusal, RegExp>>
}

/** Every way in which a client is refused, and says why. */
export function refusalsOf(
  test: (name: string, act: () => Promise<void>) => void,
  { inside, call }: Worlds,
  refused: Refused,
): void {
  const { client, fixture, install, name: nameOf = (plain) => plain, outside, policy = 'license', says } = refused
  const named = (plain: string) => nameOf(`${plain}-${client}`)

  const expectRefused = ({ code, output }: Outcome, why: Refusal) =>
    expect([code === 0, output]).toEqual([false, expect.stringMatching(says[why])])

  /** Has a policy for as long as something is done. */
  async function under(kept: string, act: () => Promise<void>): Promise<void> {
    const [path, settings] =
      policy === 'license'
        ? ['license-policy', { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true }]
        : ['deny-policy', { name: 'Nothing banned', package_query_string: `name:${kept}`, action: 'DENY', enabled: true }]
    const { slug_perm } = await call('POST', `/orgs/acme/${path}/`, settings)
    await act()
    await call('DELETE', `/orgs/acme/${path}/${slug_perm}/`)
  }

  test('is refused what is quarantined', async () => {
    const { slug_perm } = await inside.add('acme/dev', fixture(named('held'), 'MIT'))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    expectRefused(await install('acme/dev', named('held')), 'quarantine')
  })

  test('is refused what a policy keeps back', async () => {
    const kept = named('kept')
    await under(kept, async () => {
      await inside.add('acme/dev', fixture(kept, 'GPL-3.0-only'))
      expectRefused(await install('acme/dev', kept), 'policy')
    })
  })

  test('says that a package is missing', async () => {
    expectRefused(await install('acme/dev', named('missing')), 'missing package')
  })

  test('says that a package is missing where the repository has no upstream', async () => {
    expectRefused(await install('acme/production', outside), 'missing upstream')
  })

  test('says that nobody has its key', async () => {
    await inside.add('acme/dev', fixture(named('there'), 'MIT'))
    expectRefused(await install('acme/dev', named('there'), { token: 'nobody-has-this' }), 'wrong credentials')
  })
}
