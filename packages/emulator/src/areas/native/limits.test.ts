import { expect, test } from 'vitest'
import { inside, outside } from '../../../test/native/outside.ts'
import { npmPackage } from '../../testing.ts'

const lodash = npmPackage({ name: 'lodash', version: '4.17.21' })
const file = 'lodash/-/lodash-4.17.21.tgz'

const limits = {
  'is over': { limit_date_range_to: '2020-01-01T00:00:00Z' },
  'is for other packages': { limit_package_query: 'name:other' },
  'is for other paths': { limit_path_query: '/other/' },
  'is for fewer bytes': { limit_bandwidth: 1, limit_bandwidth_unit: 'Byte' },
}

for (const mode of ['Cache and Proxy', 'Cache Only', 'Proxy Only']) {
  test.each(Object.entries(limits))(`a token that %s gets nothing from an upstream either (${mode})`, async (_, limit) => {
    const { url, fetch } = await outside(lodash)
    const { emulator, admin, npmAs, upstream } = inside(fetch)
    await upstream({ upstream_url: url, mode })
    await admin('POST', '/entitlements/acme/dev/', { name: 'limited', token: 'limited-token', ...limit })
    const npm = npmAs('limited-token')
    const refused = { status: 403, body: { error: 'The limits of this entitlement token do not let this package through.' } }
    const first = await npm(file, { redirect: 'manual' })
    // If the client is redirected, the redirect target refuses it.
    if (first.status !== 302) expect(first).toMatchObject(refused)
    await emulator.settle()
    expect(await npm(file, { redirect: 'manual' })).toMatchObject(refused)
  })

  test(`a token counts what it gets from an upstream (${mode})`, async () => {
    const { url, fetch } = await outside(lodash)
    const { emulator, admin, npmAs, upstream } = inside(fetch)
    await upstream({ upstream_url: url, mode })
    await admin('POST', '/entitlements/acme/dev/', { name: 'once', token: 'token-for-one', limit_num_downloads: 1 })
    const npm = npmAs('token-for-one')
    if (mode === 'Cache Only') {
      await npm(file, { redirect: 'manual' })
      await emulator.settle()
    }
    expect([(await npm(file)).status, (await npm(file)).status]).toEqual([200, 403])
  })
}
