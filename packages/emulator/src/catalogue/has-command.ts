import { spawnSync } from 'node:child_process'

/** Tells whether a command line tool is there, so that a test that needs it can be skipped where it is not. For tests. */
export function hasCommand(command: string, versionArgument = '--version'): boolean {
  return spawnSync(command, [versionArgument], { stdio: 'ignore' }).status === 0
}
