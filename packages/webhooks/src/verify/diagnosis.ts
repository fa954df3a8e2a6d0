/**
 * Loads the words for a delivery that is refused. They take more room than the check itself, so they are fetched where they are needed:
 * an endpoint that hears from nobody but Cloudsmith never loads them.
 */
export const diagnosis = () => import('./diagnose.ts')
