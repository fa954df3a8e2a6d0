/** Loads the code that is not needed at the start. This is the only `import()` of it, because each one adds to the initial bundle. */
export const later = (): Promise<typeof import('./later.ts')> => import('./later.ts')
