import { afterEach, beforeEach } from 'vitest'

/** Rejections that nobody has handled, in each test of the file or the group that calls this. */
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
