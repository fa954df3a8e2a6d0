import type { GeoIpRules } from '../../generated/v1.ts'
import { repositoryPart } from '../../world/parts.ts'
import { flag, list, record, text } from '../../world/shapes/index.ts'

/** From where a repository may be used. */
export interface GeoIpRecord {
  isEnabled: boolean
  rules: GeoIpRules
}

const rules = record<GeoIpRules['cidr']>({ allow: list(text), deny: list(text) })

/** The rules of a repository: none, unless somebody makes some. */
export const geoipOf = repositoryPart(
  'geoip',
  (): GeoIpRecord => ({
    isEnabled: false,
    rules: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } },
  }),
  {
    shape: record<GeoIpRecord>({ isEnabled: flag, rules: record<GeoIpRules>({ cidr: rules, country_code: rules }) }),
  },
)
