/** A stage of a synchronisation, as the API shows it. */
export interface Stage {
  readonly number: number
  readonly name: string
  /** From 0 to 100. */
  readonly progress: number
}

/**
 * The stages by number. Only the names are known, that 4 is the scan and 9 the end, and that the scan is at 45 percent; the other numbers and
 * percentages are guesses.
 *
 * @see docs/service.md#synchronisation
 */
export const stages = {
  queued: { number: 1, name: 'Queued', progress: 0 },
  prepare: { number: 2, name: 'Preparing for Synch', progress: 15 },
  retrieve: { number: 3, name: 'Retrieving Package File(s)', progress: 30 },
  inspect: { number: 4, name: 'Scanning Package', progress: 45 },
  parse: { number: 5, name: 'Parsing Package Metadata', progress: 55 },
  enrich: { number: 6, name: 'Enriching Package', progress: 65 },
  assemble: { number: 7, name: 'Assembling/Verifying Package', progress: 75 },
  add: { number: 8, name: 'Adding Package to Repository', progress: 90 },
  done: { number: 9, name: 'Fully Synchronised', progress: 100 },
} as const satisfies Record<string, Stage>

const byNumber = new Map<number, Stage>(Object.values(stages).map((stage) => [stage.number, stage]))

/** The stage with a number. */
export function stageOf(number: number): Stage {
  return byNumber.get(number) ?? stages.queued
}

/** The API's numbers for the states of a synchronisation. Only 4 and 5 are known; the others are guesses. */
export const statuses = {
  awaiting: { number: 1, name: 'Awaiting' },
  in_progress: { number: 2, name: 'In Progress' },
  completed: { number: 4, name: 'Completed' },
  failed: { number: 5, name: 'Failed' },
  quarantined: { number: 7, name: 'Quarantined' },
} as const
