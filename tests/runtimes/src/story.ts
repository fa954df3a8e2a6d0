import type { World } from './world.ts'

/** Something that users do with a package, and that has to come out the same in every runtime. */
export interface Story {
  /** The package that it is about, without its scope. */
  readonly about: 'client' | 'webhooks' | 'promotion'
  /** Does it, with nothing but web standards, and tells what it saw, as JSON. */
  readonly tell: (world: World) => Promise<unknown>
  readonly expected: unknown
}
