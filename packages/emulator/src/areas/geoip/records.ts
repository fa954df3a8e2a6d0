import type { GeoIpRules } from '../../generated/v1.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, flag, list, record, recordOf, text } from '../../world/shapes/index.ts'

const rules = recordOf<GeoIpRules['cidr']>({ allow: list(text), deny: list(text) })

/** The rules of a repository. By default it can be used from everywhere. */
export const geoipOf = repositoryPart('geoip', {
  shape: record({ isEnabled: changing(flag), rules: changing(recordOf<GeoIpRules>({ cidr: rules, country_code: rules })) }),
  make: () => ({ isEnabled: false, rules: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } } }),
})
