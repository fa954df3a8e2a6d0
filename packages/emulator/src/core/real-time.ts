/** Longest wait that timers can count, in milliseconds: a longer one would be over at once. */
export const longestTimer = 2 ** 31 - 1

/** A signal that is aborted after some milliseconds of the wall clock: at least one, in whole ones, and no more than timers can count. */
export const timeoutAfter = (milliseconds: number): AbortSignal =>
  AbortSignal.timeout(Math.min(longestTimer, Math.max(1, Math.ceil(milliseconds))))
