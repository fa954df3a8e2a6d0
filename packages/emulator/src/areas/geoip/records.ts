import type { GeoIpRules } from '../../generated/v1.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, flag, list, record, recordOf, text } from '../../world/shapes/index.ts'

const rules = recordOf<GeoIpRules['cidr']>({ allow: list(text), deny: list(text) })

/** From where a repository may be used: from everywhere, unless somebody makes rules. */
export const geoipOf = repositoryPart('geoip', {
  shape: record({ isEnabled: changing(flag), rules: changing(recordOf<GeoIpRules>({ cidr: rules, country_code: rules })) }),
  make: () => ({ isEnabled: false, rules: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } } }),
})
