import type { Scanner } from '@cloudsmith-sdk/advisories'
import type { Reach } from '../core/reach.ts'
import type { Rego } from '../rego/rego.ts'
import type { KeptPart, Kind } from '../world/shapes/shape.ts'
import type { World } from '../world/world.ts'
import type { Operations } from './operation.ts'

/** What a world gets from outside. */
export interface Surroundings {
  /** Sends webhooks, if the program has passed a function for it. */
  readonly deliver: typeof fetch | undefined
  /** Private addresses, subnets and names that webhooks may be sent to. */
  readonly allowWebhooksTo: readonly string[]
  /** Sends requests to upstreams; redirects are not followed. */
  readonly reachUpstream: Reach
  /** The folder whose subfolders may be upstreams. */
  readonly upstreamFolder: string | undefined
  /** Evaluates policies in Rego, if the program has passed an evaluator. */
  readonly rego: Rego | undefined
  /** Called when something is accepted that the emulator does not carry out. */
  readonly onUnsupported: (what: string) => void
  readonly scanner: Scanner
  /** Most entries of a log. */
  readonly logSize: number
}

/** A part of the service, with everything that belongs to it. */
export interface Area {
  /** A title for the README. */
  readonly title: string
  /** What it does not emulate, in a few words for the README. */
  readonly limits?: string
  readonly operations?: Operations | readonly Operations[]
  /** The data that it attaches to workspaces, repositories and packages, and that is stored in states. */
  readonly parts?: readonly KeptPart[]
  /** Objects to which several others refer, so that they have rows of their own in states. */
  readonly kinds?: readonly Kind<object>[]
  /** Called for each new world, to subscribe to its events. */
  start?(world: World, surroundings: Surroundings): void
  /** Continues what was under way when a state was written. */
  resume?(world: World): void
}
