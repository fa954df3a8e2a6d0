import { keptParts, kinds, world } from '../../src/state/parts.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** The form of something in a state, and its version. */
export interface ShapeInfo {
  readonly version: number
  readonly form: string
  /** Whether it can be read from earlier versions. */
  readonly isUpgraded: boolean
}

/** The current form of everything in a state, by name. As long as it is the same, one emulator can read the states of another. */
export function shapesNow(): Readonly<Record<string, ShapeInfo>> {
  return Object.fromEntries([
    ['world', { version: world.version, form: snapshot.form, isUpgraded: world.upgrade !== undefined }],
    ...kinds.map(({ kindName, version, row, upgrade }) => [
      kindName,
      { version, form: row.form, isUpgraded: upgrade !== undefined },
    ]),
    ...keptParts.map(({ partName, version, shape, upgrade }) => [
      partName,
      { version, form: shape?.form ?? '', isUpgraded: upgrade !== undefined },
    ]),
  ])
}
