/** Loads what is needed only once a program gets there. The only `import()` of it, because each costs bytes at the start. */
export const later = (): Promise<typeof import('./later.ts')> => import('./later.ts')
