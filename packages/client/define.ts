import manifest from './package.json' with { type: 'json' }

/** What the source leaves to whoever builds or tests it, so that package.json alone says it. */
export const define = { packageVersion: JSON.stringify(manifest.version) }
