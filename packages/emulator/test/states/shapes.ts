import { keptParts, kinds, world } from '../../src/state/parts.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** What something in a state looks like, and of which version that is. */
export interface ShapeInfo {
  readonly version: number
  readonly form: string
  /** It can be made of what earlier versions wrote. */
  readonly isUpgraded: boolean
}

/** What everything in a state looks like now, by its name. While this is the same, states of one emulator can be read by another. */
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
