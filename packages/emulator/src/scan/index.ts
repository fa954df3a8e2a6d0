import { type Advisory, createScanner, type Scanner } from '@cloudsmith-sdk/advisories'
import { ecosystemNamed } from './ecosystems.ts'

export { bundledAdvisories } from './bundled.ts'
export { AdvisoryError } from './osv-fields.ts'
export { parseAdvisory } from './parse-advisory.ts'

/** Looks packages up among advisories, as their formats have it. */
export const scannerFor = (advisories: readonly Advisory[]): Scanner => createScanner(advisories, ecosystemNamed)
