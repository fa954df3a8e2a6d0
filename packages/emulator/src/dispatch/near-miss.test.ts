import { expect, test } from 'vitest'
import { keys, story } from '../../test/story.ts'
import { rawFile } from '../testing.ts'

/** The log's hint for a request that found nothing; the response must not contain it. */
async function hintAt(path: string, key: string = keys.admin) {
  const { emulator, as } = story()
  await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
  const [pkg] = emulator.world.packages.values()
  const { status, body } = await as(key)('GET', path.replace('PKG', pkg?.slugPerm ?? ''))
  expect(status).toBe(404)
  expect(JSON.stringify(body)).not.toMatch(/staging|acme|mean/)
  return emulator.requests.all.at(-1)?.hint?.replaceAll(pkg?.slugPerm ?? '', 'PKG')
}

test.each([
  ['/repos/acme/stagin/', "no repository 'stagin' in acme; did you mean 'staging'?"],
  ['/repos/acme/satging/', "no repository 'satging' in acme; did you mean 'staging'?"],
  ['/packages/acme/Production/', "no repository 'Production' in acme; did you mean 'production'?"],
  ['/repos/acme/elsewhere/', "no repository 'elsewhere' in acme"],
  ['/repos/acne/dev/', "no workspace 'acne'; did you mean 'acme'?"],
  ['/packages/acme/staging/PKG/', "no package 'PKG' in acme/staging; it is in acme/dev"],
  ['/packages/acme/dev/none/', "no package 'none' in acme/dev"],
  ['/repo/acme/', "no operation at this path; did you mean '/repos/'?"],
  ['/xyz/', 'no operation at this path'],
  ['/repos/acme/a%0Ab%E2%80%AE/', "no repository 'a\\u{a}b\\u{202e}' in acme"],
])('%s', async (path, hint) => {
  expect(await hintAt(path)).toBe(hint)
})

test('what is there but not for the caller is told as that', async () => {
  expect(await hintAt('/repos/acme/dev/', keys.nobody)).toBe('acme/dev exists, but nobody may not see it')
})

test('what was found has no hint', async () => {
  const { admin, emulator } = story()
  await admin('GET', '/repos/acme/dev/')
  expect(emulator.requests.all[0]).not.toHaveProperty('hint')
})
