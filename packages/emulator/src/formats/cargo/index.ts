import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { cargoCrate } from './build.ts'
import { cargoNative } from './native/index.ts'
import { readCargo } from './read.ts'

/** Cargo. */
export const cargo: Format = {
  name: 'Cargo',
  extensions: ['.crate'],
  backendKind: 16,
  isScannable: true,
  ecosystem: 'crates.io',
  read: readCargo,
  native: cargoNative,
  make: fromSketch(cargoCrate),
}
