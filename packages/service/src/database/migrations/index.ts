import { first } from './first.ts'
import type { Migration } from './migration.ts'

/** Every step that there ever was, in order. */
export const migrations: readonly Migration[] = [first]
