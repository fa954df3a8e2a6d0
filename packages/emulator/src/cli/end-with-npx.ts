/** How often to look, in milliseconds. */
const pause = 500

/**
 * Ends this process, as a signal does, when that has ended which `npx` started it by: a signal that is sent to `npx` alone reaches a shell, which
 * ends without handing it on.
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
