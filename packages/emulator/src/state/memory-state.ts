import type { Emulator } from '../emulator.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'
import { formatState, parseState } from './state-text.ts'

/** A stored state of an emulator, in memory. */
export interface MemoryState {
  /** Restores the state. */
  restore(emulator: Emulator): Promise<void>
}

/** Stores the current state of an emulator, in the form of a state file: later changes do not affect it. */
export function keepState(emulator: Emulator): MemoryState {
  const written = takeSnapshot(emulator, [])
  const { blobs } = written
  const text = Buffer.concat(formatState(written))
  return {
    async restore(other) {
      const { root, rows, versions } = parseState(text)
      const find = (sha256: string) => {
        const blob = blobs.get(sha256)
        return blob && { ...blob, references: 0 }
      }
      await restoreSnapshot(other, root, { rows, versions, blobOf: find })
    },
  }
}
