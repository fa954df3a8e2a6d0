import type { Emulator } from '../emulator.ts'
import type { StateFolder } from '../state/state-folder.ts'
import { StateFolderError } from '../state/state-folder-error.ts'

/** Delays, in milliseconds. */
interface Waits {
  /** How long to wait for further changes before the state is written. */
  readonly calm: number
  /** How long to wait before a failed write is repeated. */
  readonly retry: number
}

/** Writes the state of an emulator when it has changed. */
export interface StateKeeper {
  /** Schedules a write, because something has changed. */
  changed(): void
  /** Subscribes to what happens in the emulator. Has to be repeated after each reset, which creates a new world. */
  watch(): void
  /** Writes now. @throws the error if writing fails */
  save(): Promise<void>
}

/** Creates a state keeper. `complain` is called when a write fails, which is then repeated until it succeeds, and when it has succeeded. */
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
      // Another emulator uses the folder: this has been reported, and will not change.
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
