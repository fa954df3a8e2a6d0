import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Where a release says that it comes from. Nobody is there. */
export const madeUp = { repository: 'https://git.example.com/example/sdk' }
