import type { Emulator } from '../emulator.ts'
import type { StateFolder } from '../state/state-folder.ts'

/** How long to wait for further changes before the state is written, in milliseconds. */
const calm = 500

/** Writes the state of an emulator when it has changed. */
export interface StateKeeper {
  /** Something has changed: it will be written in a moment. */
  changed(): void
  /** Listens to what happens in the emulator; again after each reset, which makes another world. */
  watch(): void
  /** Writes now. @throws what went wrong */
  save(): Promise<void>
}

/** Makes a keeper. `complain` is told of a write that failed; the next change tries again. */
export function createStateKeeper(emulator: Emulator, folder: StateFolder, complain: (why: string) => void): StateKeeper {
  let timer: NodeJS.Timeout | undefined

  function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    return folder.save(emulator)
  }

  function changed() {
    timer ??= setTimeout(
      () => save().catch((error) => complain(`The state was not written: ${(error as Error).message}`)),
      calm,
    ).unref()
  }

  return { changed, save, watch: () => emulator.world.listeners.add(changed) }
}
