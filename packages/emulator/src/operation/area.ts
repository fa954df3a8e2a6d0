import type { Scanner } from '@cloudsmith-sdk/advisories'
import type { Reach } from '../core/reach.ts'
import type { Rego } from '../rego/rego.ts'
import type { KeptPart, Kind } from '../world/shapes/shape.ts'
import type { World } from '../world/world.ts'
import type { Operations } from './operation.ts'

/** What a world gets from outside. */
export interface Surroundings {
  /** Sends webhooks, where somebody gave what does. */
  readonly deliver: typeof fetch | undefined
  /** Private addresses, subnets and names that webhooks may be sent to. */
  readonly allowWebhooksTo: readonly string[]
  /** Sends requests to upstreams; redirects are not followed. */
  readonly reachUpstream: Reach
  /** The folder in which upstreams may be that are folders. */
  readonly upstreamFolder: string | undefined
  /** Evaluates policies in Rego, where somebody gave an evaluator. */
  readonly rego: Rego | undefined
  /** Is told of what was asked and taken, though the emulator does not do it. */
  readonly onUnsupported: (what: string) => void
  readonly scanner: Scanner
  /** How many entries a log has at most. */
  readonly logSize: number
}

/** A part of the service, with all that is about it. */
export interface Area {
  /** What it is about. */
  readonly title: string
  /** What it does not do, in a few words. */
  readonly limits?: string
  readonly operations?: Operations | readonly Operations[]
  /** What it keeps of workspaces, repositories and packages, and therefore writes into states. */
  readonly parts?: readonly KeptPart[]
  /** What it keeps that several refer to, and that therefore has rows of its own in states. */
  readonly kinds?: readonly Kind<object>[]
  /** Takes part in a world that begins: listens to what happens there. */
  start?(world: World, surroundings: Surroundings): void
  /** Takes up what was under way when a state was written. */
  resume?(world: World): void
}
