import { Command } from '@commander-js/extra-typings'
import { applyCommand } from './commands/apply.ts'
import { approveCommand } from './commands/approve.ts'
import { carryCommand } from './commands/carry.ts'
import { commentCommand } from './commands/comment.ts'
import { completeCommand, completionCommand } from './commands/completion.ts'
import { diffCommand } from './commands/diff.ts'
import { doctorCommand } from './commands/doctor.ts'
import { driftCommand } from './commands/drift.ts'
import { emulatorCommand } from './commands/emulator.ts'
import { ensureCommand } from './commands/ensure.ts'
import { explainCommand } from './commands/explain.ts'
import { historyCommand } from './commands/history.ts'
import { holdCommand, resumeCommand } from './commands/hold.ts'
import { initCommand } from './commands/init.ts'
import { matrixCommand } from './commands/matrix.ts'
import { planCommand } from './commands/plan.ts'
import { promoteCommand } from './commands/promote.ts'
import { pruneCommand } from './commands/prune.ts'
import { pushCommand } from './commands/push.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { restoreCommand } from './commands/restore.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { showCommand } from './commands/show.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { validateCommand } from './commands/validate.ts'
import { verifyCommand } from './commands/verify.ts'
import { waitCommand } from './commands/wait.ts'
import { waiversCommand } from './commands/waivers.ts'
import { exitTable } from './core/exit-codes.ts'
import { version } from './core/version.ts'
import type { Frame } from './frame/command.ts'
import { withVariables } from './frame/variables.ts'

/** Every command, in the order of `--help`, which follows the life of a promotion. */
const commands = [
  initCommand,
  doctorCommand,
  validateCommand,
  ensureCommand,
  pushCommand,
  planCommand,
  showCommand,
  explainCommand,
  waitCommand,
  rehearseCommand,
  approveCommand,
  commentCommand,
  applyCommand,
  promoteCommand,
  carryCommand,
  rollbackCommand,
  snapshotCommand,
  restoreCommand,
  diffCommand,
  driftCommand,
  matrixCommand,
  historyCommand,
  verifyCommand,
  waiversCommand,
  holdCommand,
  resumeCommand,
  pruneCommand,
  emulatorCommand,
  completionCommand,
] as const

/** The frame of a command line that is only read, for its help and flags, and never run. */
const unused: Frame = {
  get context(): never {
    throw new Error('Pass a frame to programFor() to run its commands.')
  },
  exit: undefined,
}

/**
 * Makes the command line with all its commands.
 *
 * @param frame what the commands run in. Default: none, so that commands can be listed but not run
 */
export function programFor(frame: Frame = unused): Command {
  const program = new Command('cloudsmith-promote')
    .description('Promote packages between Cloudsmith repositories: plan, approve, apply, verify, roll back. Unofficial.')
    .version(version)
    .addHelpText('after', `\n${exitTable()}`)
  for (const make of commands) program.addCommand(make(frame))
  program.addCommand(completeCommand(frame, program), { hidden: true })
  withVariables(program)
  return program
}
