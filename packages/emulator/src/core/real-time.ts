/** Longest wait that timers support, in milliseconds: a longer one would end at once. */
export const longestTimer = 2 ** 31 - 1

/** A signal that aborts after some milliseconds of the wall clock, rounded and bounded to what timers support (at least one). */
export const timeoutAfter = (milliseconds: number): AbortSignal =>
  AbortSignal.timeout(Math.min(longestTimer, Math.max(1, Math.ceil(milliseconds))))
