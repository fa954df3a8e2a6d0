import manifest from './package.json' with { type: 'json' }

/** Constants that builds and tests substitute in the source, so that the version is only stated in package.json. */
export const define = { packageVersion: JSON.stringify(manifest.version) }
