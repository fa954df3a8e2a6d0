import type { Emulator } from '../emulator.ts'
import type { StateFolder } from '../state/state-folder.ts'
import { StateFolderError } from '../state/state-folder-error.ts'

/** How long to wait, in milliseconds. */
interface Waits {
  /** For further changes before the state is written. */
  readonly calm: number
  /** Before a write that failed is tried again. */
  readonly retry: number
}

/** Writes the state of an emulator when it has changed. */
export interface StateKeeper {
  /** Something has changed: it will be written in a moment. */
  changed(): void
  /** Listens to what happens in the emulator; again after each reset, which makes another world. */
  watch(): void
  /** Writes now. @throws what went wrong */
  save(): Promise<void>
}

/** Makes a keeper. `complain` is told of a write that failed, which is tried again until it does not, and of that. */
export function createStateKeeper(
  emulator: Emulator,
  folder: StateFolder,
  complain: (line: string) => void,
  { calm, retry }: Waits = { calm: 500, retry: 5_000 },
): StateKeeper {
  let timer: NodeJS.Timeout | undefined
  let isFailing = false

  function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    return folder.save(emulator)
  }

  async function tryToSave() {
    try {
      await save()
      if (isFailing) complain('The state can be written again.')
      isFailing = false
    } catch (error) {
      // Another emulator has the folder: that has been told, and does not end.
      if (error instanceof StateFolderError) return
      if (!isFailing) complain(`The state was not written: ${(error as Error).message}. The emulator retries until it succeeds.`)
      isFailing = true
      saveIn(retry)
    }
  }

  const saveIn = (wait: number) => {
    timer ??= setTimeout(tryToSave, wait).unref()
  }
  const changed = () => saveIn(calm)

  return { changed, save, watch: () => emulator.world.listeners.add(changed) }
}
