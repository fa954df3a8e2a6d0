/** How often to check, in milliseconds. */
const pause = 500

/**
 * Ends this process as a signal does, once the `npx` that started it has ended: a signal sent only to `npx` reaches a shell, which ends without
 * passing it on.
 */
export function endWithNpx({ npm_lifecycle_event }: NodeJS.ProcessEnv): void {
  if (npm_lifecycle_event !== 'npx') return
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, 'SIGTERM')
  }, pause).unref()
}
