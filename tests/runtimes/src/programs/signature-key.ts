/** The key that the receivers of all runtimes know. */
export const signatureKey = 'a key that runtimes share'
