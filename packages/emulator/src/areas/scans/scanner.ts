import { bundledAdvisories, createScanner, type Scanner } from '../../scan/index.ts'
import { worldPart } from '../../world/parts.ts'

/** What packages are scanned with. */
export const scannerOf = worldPart<{ scanner: Scanner }>('scanner', {
  make: () => ({ scanner: createScanner(bundledAdvisories) }),
})
