import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

describe('rules about addresses', () => {
  test('are kept and judged', async () => {
    const { admin } = story()
    const rules = {
      cidr: { allow: ['10.0.0.0/8', '2001:db8::/32'], deny: ['10.1.0.0/16'] },
      country_code: { allow: ['DE'], deny: [] },
    }
    expect((await admin('PUT', '/repos/acme/dev/geoip', rules)).body).toEqual(rules)
    const patched = await admin('PATCH', '/repos/acme/dev/geoip', { country_code: { allow: [], deny: [] } })
    expect(patched.body.cidr).toEqual(rules.cidr)
    expect((await admin('GET', '/repos/acme/dev/geoip')).body).toEqual(patched.body)
    expect((await admin('PATCH', '/repos/acme/dev/geoip', { cidr: { allow: ['10.0.0.0/33'], deny: [] } })).status).toBe(422)

    const addresses = ['10.2.0.1', '10.1.2.3', '192.0.2.1', '2001:db8::1']
    const { status, body } = await admin('POST', '/repos/acme/dev/geoip/test/', { addresses })
    expect(status).toBe(201)
    expect(body.addresses.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([true, false, false, true])
    expect((await admin('POST', '/repos/acme/dev/geoip/test/', { addresses: ['here'] })).status).toBe(422)

    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: false })
    await admin('POST', '/repos/acme/dev/geoip/enable/')
    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: true })
    await admin('POST', '/repos/acme/dev/geoip/disable/')
    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: false })
  })
})
