import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { npmPackage } from '../../testing.ts'

test('a badge shows a version', async () => {
  const { emulator, admin, anonymous } = story()
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.9.0' }))
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.10.0' }))
  const badge = (version: string, query = '', by = admin) =>
    by('GET', `/badges/version/acme/dev/npm/lodash/${version}/x/${query}`)
  expect((await badge('latest', '?shields=true')).body).toMatchObject({
    schemaVersion: 1,
    message: '1.10.0',
    label: 'cloudsmith',
  })
  expect((await badge('1.9.0', '?label=lodash')).body).toMatchObject({ message: '1.9.0', label: 'lodash' })
  expect((await badge('2.0.0')).status).toBe(404)
  expect((await badge('1.10.0', '?show_latest=true')).body.message).toBe('1.10.0 (latest)')
  expect((await badge('1.9.0', '?show_latest=true')).body.message).toBe('1.9.0')
  expect((await badge('latest', '?badge_token=wrong', anonymous)).status).toBe(401)
  const [{ token }] = (await admin('GET', '/entitlements/acme/dev/?show_tokens=true')).body
  expect((await badge('latest', `?badge_token=${token}`, anonymous)).body.message).toBe('1.10.0')
  await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
  expect((await badge('latest', '', anonymous)).body.message).toBe('1.10.0')
})
