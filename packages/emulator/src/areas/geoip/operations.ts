import { isIP } from 'node:net'
import { addressesIn, isSubnet } from '../../core/addresses.ts'
import { changed } from '../../core/changes.ts'
import { invalid } from '../../core/errors.ts'
import { created, done, ok } from '../../core/reply.ts'
import type { GeoIpRules, GeoIpVerdict } from '../../generated/v1.ts'
import { allowed } from '../../operation/allowed.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { geoipOf } from './records.ts'

/** The rules of a repository. */
export const repos_geoip_read = allowed<'repos_geoip_read'>('Admin', ({ repository }) => ok(geoipOf(repository).rules))

/** Replaces the rules. */
export const repos_geoip_update = allowed<'repos_geoip_update'>('Admin', ({ repository, body }) => ok(setRules(repository, body)))

/** Replaces the addresses, or the countries, or both. */
export const repos_geoip_partial_update = allowed<'repos_geoip_partial_update'>('Admin', ({ repository, body }) =>
  ok(setRules(repository, changed(geoipOf(repository).rules, body ?? {}))),
)

/** Whether the rules apply. */
export const api_repos_geoip_status = allowed<'api_repos_geoip_status'>('Admin', ({ repository }) =>
  ok({ geoip_enabled: geoipOf(repository).isEnabled }),
)

/** Enables the rules. The emulator stores this, but refuses nobody, because it does not see addresses. */
export const repos_geoip_enable = allowed<'repos_geoip_enable'>('Admin', ({ repository }) => {
  geoipOf(repository).isEnabled = true
  return done()
})

/** Disables the rules. */
export const repos_geoip_disable = allowed<'repos_geoip_disable'>('Admin', ({ repository }) => {
  geoipOf(repository).isEnabled = false
  return done()
})

/** Tests addresses against the rules. The emulator does not know the country of an address, so countries have no effect. */
export const repos_geoip_test = allowed<'repos_geoip_test'>('Admin', ({ repository, body }) => {
  const unknown = body.addresses.find((address) => isIP(address) === 0)
  if (unknown !== undefined) throw invalid({ addresses: [`"${unknown}" is not an IP address.`] })
  return created({ addresses: body.addresses.map((address) => judge(geoipOf(repository).rules, address)) })
})

function judge({ cidr }: GeoIpRules, address: string): GeoIpVerdict {
  const say = (allowed: boolean, reason: string) => ({ ip_address: address, country_code: null, allowed, reason })
  if (addressesIn(cidr.deny)(address)) return say(false, 'The address is denied.')
  if (cidr.allow.length === 0) return say(true, 'No rule is about this address.')
  return addressesIn(cidr.allow)(address)
    ? say(true, 'The address is allowed.')
    : say(false, 'The address is not among those allowed.')
}

function setRules(repository: RepositoryRecord, { cidr, country_code }: GeoIpRules): GeoIpRules {
  const ranges = [...cidr.allow, ...cidr.deny]
  const unreadable = ranges.find((range) => !isSubnet(range))
  if (unreadable !== undefined) throw invalid({ cidr: [`"${unreadable}" is not a range of addresses.`] })
  const country = [...country_code.allow, ...country_code.deny].find((code) => !/^[A-Z]{2}$/.test(code))
  if (country !== undefined) throw invalid({ country_code: [`"${country}" is not the code of a country.`] })
  geoipOf(repository).rules = { cidr, country_code }
  return geoipOf(repository).rules
}
