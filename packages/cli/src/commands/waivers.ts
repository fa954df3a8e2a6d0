import { Command } from '@commander-js/extra-typings'
import type { Frame } from '../frame/command.ts'
import { waiversCheckCommand } from './waivers-check.ts'
import { waiversDraftCommand } from './waivers-draft.ts'
import { waiversListCommand } from './waivers-list.ts'

/** `waivers`: the commands about waivers. */
export const waiversCommand = (frame: Frame) =>
  new Command('waivers')
    .description('Exceptions from gates: list waivers, check them, or draft those that a plan would need.')
    .addCommand(waiversListCommand(frame))
    .addCommand(waiversCheckCommand(frame))
    .addCommand(waiversDraftCommand(frame))
