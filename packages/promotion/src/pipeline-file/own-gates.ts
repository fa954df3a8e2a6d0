import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Gate } from '../gates/gate.ts'
import type { Fact } from '../gates/outcome.ts'
import { gateNames } from './schema.ts'

/** Makes a gate from the settings that the file has under its name. An error that it throws is reported at that place in the file. */
export type GateMaker = (settings: Readonly<Record<string, unknown>>) => Gate

/** Custom gates, by the names that pipeline files use for them. */
export type OwnGates = Readonly<Record<string, GateMaker>>

/**
 * Rejects names that are taken.
 *
 * @throws {InvalidRequestError} a custom gate has the name of a built-in one
 */
export function requireFree(own: OwnGates): void {
  const taken = Object.keys(own).find((name) => gateNames.includes(name))
  if (taken !== undefined) throw new InvalidRequestError(`There is already a gate ${taken}: give your own another name.`)
}

/** Makes a custom gate. Its settings in the file become part of the rules that people approve, even if the gate itself does not keep them. */
export function makeOwn(maker: GateMaker, settings: Readonly<Record<string, unknown>>): Gate {
  const gate = maker(settings)
  const written = JSON.parse(JSON.stringify(settings)) as Fact
  return { ...gate, settings: isEmpty(gate.settings) ? written : { made: gate.settings, written } }
}

const isEmpty = (settings: Fact): boolean => JSON.stringify(settings) === '{}'
