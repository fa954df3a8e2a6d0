import { spawnSync } from 'node:child_process'

/** Whether a command line tool is installed, so that a test that needs it can be skipped otherwise. For tests. */
export function hasCommand(command: string, versionArgument = '--version'): boolean {
  return succeeds(command, versionArgument)
}

/** Whether a command line tool runs successfully. For tests. */
export function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
