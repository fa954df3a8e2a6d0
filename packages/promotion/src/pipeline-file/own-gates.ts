import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Gate } from '../gates/gate.ts'
import type { Fact } from '../gates/outcome.ts'
import { gateNames } from './schema.ts'

/** Makes a gate of what a file says below its name. What it throws is told as a flaw of that place. */
export type GateMaker = (settings: Readonly<Record<string, unknown>>) => Gate

/** Gates of one's own, by the names that a file calls them. */
export type OwnGates = Readonly<Record<string, GateMaker>>

/**
 * Refuses names that are taken.
 *
 * @throws {InvalidRequestError} one is the name of a gate that every file can name
 */
export function requireFree(own: OwnGates): void {
  const taken = Object.keys(own).find((name) => gateNames.includes(name))
  if (taken !== undefined) throw new InvalidRequestError(`There is already a gate ${taken}: give your own another name.`)
}

/** Makes a gate of one's own. What the file says of it is part of the rules that people agree to, whatever the maker keeps of it. */
export function makeOwn(maker: GateMaker, settings: Readonly<Record<string, unknown>>): Gate {
  const gate = maker(settings)
  const written = JSON.parse(JSON.stringify(settings)) as Fact
  return { ...gate, settings: isEmpty(gate.settings) ? written : { made: gate.settings, written } }
}

const isEmpty = (settings: Fact): boolean => JSON.stringify(settings) === '{}'
