import type { Emulator } from '../emulator.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'
import { formatState, parseState } from './state-text.ts'

/** What an emulator was at a time, kept in memory. */
export interface MemoryState {
  /** Makes the emulator that again. */
  restore(emulator: Emulator): Promise<void>
}

/** Keeps what an emulator is now, written as in a file: nothing that happens later changes it. */
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
