import type { GeoIpRules } from '../../generated/v1.ts'

/** From where a repository may be used. */
export interface GeoIpRecord {
  isEnabled: boolean
  rules: GeoIpRules
}
