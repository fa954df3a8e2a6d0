/** What ends an attempt before the connection does. */
export const timedOut = Symbol()
export const aborted = Symbol()
export const tooLong = Symbol()
