import type { GeoIpRules } from '../../generated/v1.ts'
import { repositoryPart } from '../../world/parts.ts'

/** From where a repository may be used. */
export interface GeoIpRecord {
  isEnabled: boolean
  rules: GeoIpRules
}

/** The rules of a repository: none, unless somebody makes some. */
export const geoipOf = repositoryPart(
  'geoip',
  (): GeoIpRecord => ({
    isEnabled: false,
    rules: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } },
  }),
)
