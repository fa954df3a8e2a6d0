import type { Requirement } from './requirement.ts'

/** What indexes and clients need to know about a gem. */
export interface Specification {
  readonly name: string
  readonly version: string
  readonly platform: string
  readonly dependencies: readonly GemDependency[]
  readonly ruby: Requirement
  readonly rubygems: Requirement
  readonly summary: string
  readonly description: string | undefined
  readonly homepage: string | undefined
  readonly authors: readonly string[]
  readonly email: readonly string[]
  readonly licenses: readonly string[]
  readonly metadata: readonly (readonly [name: string, value: string])[]
}

/** A dependency of a gem. */
export interface GemDependency {
  readonly name: string
  readonly requirement: Requirement
  readonly type: 'runtime' | 'development'
}
