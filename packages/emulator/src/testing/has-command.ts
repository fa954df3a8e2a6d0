import { spawnSync } from 'node:child_process'

/** Tells whether a command line tool is there, so that a test that needs it can be skipped where it is not. For tests. */
export function hasCommand(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}
