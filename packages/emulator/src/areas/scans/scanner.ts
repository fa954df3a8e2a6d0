import type { Scanner } from '@cloudsmith-sdk/advisories'
import { bundledAdvisories, scannerFor } from '../../scan/index.ts'
import { worldPart } from '../../world/parts.ts'

/** What packages are scanned with. */
export const scannerOf = worldPart<{ scanner: Scanner }>('scanner', {
  make: () => ({ scanner: scannerFor(bundledAdvisories) }),
})
