import { join } from 'node:path'

/** The repository. */
export const root = join(import.meta.dirname, '..', '..', '..')

/** This workspace. */
export const here = join(import.meta.dirname, '..')
