/** Reasons for which the client itself ends an attempt. */
export const timedOut = Symbol()
export const aborted = Symbol()
export const tooLong = Symbol()
