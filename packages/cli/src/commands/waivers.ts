import { Command } from '@commander-js/extra-typings'
import type { Frame } from '../frame/command.ts'
import { waiversCheckCommand } from './waivers-check.ts'
import { waiversDraftCommand } from './waivers-draft.ts'
import { waiversListCommand } from './waivers-list.ts'

/** `waivers`: what is let past gates. */
export const waiversCommand = (frame: Frame) =>
  new Command('waivers')
    .description('What is let past gates: list it, check it, draft what a plan would need.')
    .addCommand(waiversListCommand(frame))
    .addCommand(waiversCheckCommand(frame))
    .addCommand(waiversDraftCommand(frame))
