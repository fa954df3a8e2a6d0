import { spawnSync } from 'node:child_process'

/** Tells whether a command line tool is there, so that a test that needs it can be skipped where it is not. For tests. */
export function hasCommand(command: string, versionArgument = '--version'): boolean {
  return succeeds(command, versionArgument)
}

/** Tells whether a run of a command line tool ends well. For tests. */
export function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
