import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { story } from './story.ts'

const toStaging = ['--from', 'dev', '--to', 'staging', '--tag', 'release'] as const

/** Dev has an application that needs a library, which needs another in turn. */
async function needing(leaf: readonly string[]) {
  const told = await story()
  const npm = (name: string, version: string, dependencies: Record<string, string> = {}) =>
    npmPackage({ name, version, license: 'MIT', dependencies })
  await told.emulator.add('acme/dev', npm('app', '1.0.0', { lib: '^1.2.0' }), { tags: ['release'] })
  for (const version of ['1.2.0', '1.10.0', '2.0.0']) await told.emulator.add('acme/dev', npm('lib', version, { leaf: '~3.1' }))
  for (const version of leaf) await told.emulator.add('acme/dev', npm('leaf', version))
  return told
}

describe('F29 --closure', () => {
  test('shows in every output what was selected, and what comes along for whom', async () => {
    const { cli, read } = await needing(['3.1.4', '3.2.0'])
    const shown = await cli('plan', ...toStaging, '--closure', '--output', 'text', 'json=shown.json', 'markdown=plan.md')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('3 promote')
    expect(shown.stdout).toContain('needed by npm app 1.0.0 (^1.2.0)')
    expect(shown.stdout).toContain('needed by npm lib 1.10.0 (~3.1)')
    expect(await read('plan.md')).toContain('needed by npm lib 1.10.0')
    const plan = JSON.parse(await read('shown.json'))
    expect(plan.dependencies).toEqual({ take: 'closure', also: [], missing: 'block' })
    const [app, leaf, lib] = plan.items
    expect([app, leaf, lib].map(({ neededBy }) => neededBy)).toEqual([undefined, [lib.slugPerm], [app.slugPerm]])
  })

  test('promotes all of it, what is needed first', async () => {
    const { cli } = await needing(['3.1.4'])
    expect(await cli('promote', ...toStaging, '--closure')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 of 3 packages in place'),
    })
    expect(await cli('plan', ...toStaging, '--closure', '--fail-if-nothing')).toMatchObject({ code: 10 })
  })

  test('blocks what needs something that is nowhere, or only tells of it', async () => {
    const { cli } = await needing(['3.2.0'])
    const blocked = await cli('plan', ...toStaging, '--closure')
    expect(blocked.stdout).toContain(
      'it could not be installed in staging: npm leaf ~3.1 is neither in staging nor in dev, only other versions of it',
    )
    expect(blocked.stdout).toContain('it needs npm lib 1.10.0 (^1.2.0), which would not be promoted with it (blocked)')
    const told = await cli('plan', ...toStaging, '--closure', '--missing', 'tell')
    expect(told.stdout).toContain('2 promote')
    expect(told.stdout).toContain('Warning: npm leaf ~3.1 is neither in staging nor in dev')
  })

  test('is said in the same words without it, and nothing comes along', async () => {
    const { cli } = await needing(['3.1.4'])
    const { stdout } = await cli('plan', ...toStaging, '--dependencies')
    expect(stdout).toContain('1 promote')
    expect(stdout).toContain('Warning: npm lib ^1.2.0 is not in staging, and dev has 1.10.0, needed by npm app 1.0.0')
    const blocked = await cli('plan', ...toStaging, '--missing', 'block')
    expect(blocked.stdout).toContain('it could not be installed in staging: npm lib ^1.2.0 is not in staging, and dev has 1.10.0')
  })
})
