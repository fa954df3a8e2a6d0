import { type Advisory, createScanner, type Scanner } from '@cloudsmith-sdk/advisories'
import { ecosystemNamed } from './ecosystems.ts'

export { bundledAdvisories } from './bundled.ts'
export { AdvisoryError } from './osv-fields.ts'
export { parseAdvisory } from './parse-advisory.ts'

/** Creates a scanner that looks up packages in advisories by the rules of their formats. */
export const scannerFor = (advisories: readonly Advisory[]): Scanner => createScanner(advisories, ecosystemNamed)
