import manifest from '../../package.json' with { type: 'json' }

/** Of this package. */
export const { version } = manifest

/** What requests say of the program. */
export const userAgent = `cloudsmith-promote-service/${version}`
