import { watch } from 'node:fs'
import type { Emulator } from '../emulator.ts'
import { readAdvisories } from './read-advisories.ts'

/** Reads advisories again shortly after they have changed. It waits a moment because a file may be written in several steps. */
export function watchAdvisories(path: string, emulator: Emulator, log: (line: string) => void): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  const read = () =>
    readAdvisories(path).then(
      (advisories) => emulator.advise(advisories),
      (error: Error) => log(error.message),
    )
  const watcher = watch(path, { recursive: true, persistent: false }, () => {
    clearTimeout(timer)
    timer = setTimeout(read, 200).unref()
  })
  watcher.on('error', (error) => log(`--advisories: ${path} is no longer watched: ${error.message}`))
  return {
    close() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
