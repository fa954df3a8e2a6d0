import type { Scanner } from '@cloudsmith-sdk/advisories'
import { bundledAdvisories, scannerFor } from '../../scan/index.ts'
import { worldPart } from '../../world/parts.ts'

/** The scanner of a world. */
export const scannerOf = worldPart<{ scanner: Scanner }>('scanner', {
  make: () => ({ scanner: scannerFor(bundledAdvisories) }),
})
