import manifest from '../../package.json' with { type: 'json' }

/** Version of this package. */
export const { version } = manifest

/** The `User-Agent` of requests. */
export const userAgent = `cloudsmith-promote/${version}`
