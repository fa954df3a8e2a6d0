import { afterEach, beforeEach } from 'vitest'

/** The unhandled rejections of the current test, for each test of the file or group that calls this. */
export function unhandledRejections(): readonly unknown[] {
  const reasons: unknown[] = []
  const remember = (reason: unknown) => reasons.push(reason)
  beforeEach(() => {
    reasons.length = 0
    process.on('unhandledRejection', remember)
  })
  afterEach(() => {
    process.off('unhandledRejection', remember)
  })
  return reasons
}
