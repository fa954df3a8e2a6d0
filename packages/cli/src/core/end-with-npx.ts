/** How often to check, in milliseconds. */
const pause = 500

/**
 * Ends this process as a signal does, once the `npx` that started it has ended: `npx` does not pass a signal on, so the emulator would keep its port.
 * The emulator's own command does the same.
 */
export function endWithNpx({ npm_lifecycle_event }: Readonly<Record<string, string | undefined>>): void {
  if (npm_lifecycle_event !== 'npx') return
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, 'SIGTERM')
  }, pause).unref()
}
