import { styleText } from 'node:util'
import { tell } from './log.ts'

let held = 0
let broken = 0

/** Checks something that the story claims, and says so. The program fails at its end if one claim did not hold. */
export function check(claim: string, holds: boolean): void {
  if (holds) held += 1
  else broken += 1
  tell(`${holds ? styleText('green', '✓') : styleText('red', '✗')} ${claim}`)
}

/** How many claims held, and how many did not. */
export const tally = (): { held: number; broken: number } => ({ held, broken })
