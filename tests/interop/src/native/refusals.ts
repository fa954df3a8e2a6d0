import type { PackageFixture } from '@cloudsmith-sdk/emulator'
import { expect } from 'vitest'
import type { Outcome } from './program.ts'
import type { Whose, Worlds } from './worlds.ts'

/** Why a client gets nothing. */
export type Refusal = 'quarantine' | 'policy' | 'missing package' | 'missing upstream' | 'wrong credentials'

type Skip = (why: string) => never

/** A client that installs. */
export interface Refused {
  /** As in `describe`: names of packages are made of it, so that several clients of a format share a world. */
  readonly client: string
  /** Makes version 1.0.0 of a package, under a licence where its format has them; or puts it into development itself. @returns its `slug_perm` then */
  fixture(name: string, license: string, skip: Skip): PackageFixture | Promise<string>
  /** Installs a package in an empty place. */
  install(place: string, name: string, whose: Whose, skip: Skip): Promise<Outcome>
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
  test: (name: string, act: (context: { skip: Skip }) => Promise<void>) => void,
  { inside, call }: Worlds,
  refused: Refused,
): void {
  const { client, fixture, install, name: nameOf = (plain) => plain, outside, policy = 'license', says } = refused
  const named = (plain: string) => nameOf(`${plain}-${client}`)

  const expectRefused = ({ code, output }: Outcome, why: Refusal) =>
    expect([code === 0, output]).toEqual([false, expect.stringMatching(says[why])])

  async function put(name: string, license: string, skip: Skip): Promise<string> {
    const made = await fixture(name, license, skip)
    return typeof made === 'string' ? made : (await inside.add('acme/dev', made)).slug_perm
  }

  /** Makes a policy. @returns what ends it */
  async function make(path: string, settings: object): Promise<() => Promise<void>> {
    const { slug_perm } = await call('POST', `/orgs/acme/${path}/`, { enabled: true, ...settings })
    return () => call('DELETE', `/orgs/acme/${path}/${slug_perm}/`)
  }
  const noCopyleft = () =>
    make('license-policy', { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true })
  const nothingBanned = (name: string) =>
    make('deny-policy', { name: 'Nothing banned', package_query_string: `name:${name}`, action: 'DENY' })

  test('is refused what is quarantined', async ({ skip }) => {
    const slug = await put(named('held'), 'MIT', skip)
    await call('POST', `/packages/acme/dev/${slug}/quarantine/`, {})
    expectRefused(await install('acme/dev', named('held'), {}, skip), 'quarantine')
  })

  test('is refused what a policy keeps back', async ({ skip }) => {
    const kept = named('kept')
    // Licences are looked at when a package arrives; what a name denies is there before.
    const end = policy === 'license' ? await noCopyleft() : undefined
    await put(kept, 'GPL-3.0-only', skip)
    const endLater = end ?? (await nothingBanned(kept))
    const outcome = await install('acme/dev', kept, {}, skip)
    await endLater()
    expectRefused(outcome, 'policy')
  })

  test('says that a package is missing', async ({ skip }) => {
    expectRefused(await install('acme/dev', named('missing'), {}, skip), 'missing package')
  })

  test('says that a package is missing where the repository has no upstream', async ({ skip }) => {
    expectRefused(await install('acme/production', outside, {}, skip), 'missing upstream')
  })

  test('says that nobody has its key', async ({ skip }) => {
    await put(named('there'), 'MIT', skip)
    expectRefused(await install('acme/dev', named('there'), { token: 'nobody-has-this' }, skip), 'wrong credentials')
  })
}
