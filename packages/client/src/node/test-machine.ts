import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A machine for a test: without environment variables, and with files only in a folder that is removed after the test. */
export interface TestMachine {
  readonly env: Record<string, string | undefined>
  readonly cwd: string
  readonly home: string
  readonly platform: 'linux'
  /** Writes a file, such as `home/.cloudsmith/credentials.ini`, and returns its full path. */
  write(path: string, text: string): string
}

/** Creates a machine with the folders `work` (its working directory) and `home`. */
export function testMachine(env: Record<string, string> = {}): TestMachine {
  const root = mkdtempSync(join(tmpdir(), 'machine-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return {
    env,
    cwd: join(root, 'work'),
    home: join(root, 'home'),
    platform: 'linux',
    write(path, text) {
      const whole = join(root, path)
      mkdirSync(dirname(whole), { recursive: true })
      writeFileSync(whole, text)
      return whole
    },
  }
}

/** Paths of a user's files, relative to the folder of the machine. */
export const files = {
  work: 'work/credentials.ini',
  system: 'home/.config/cloudsmith/credentials.ini',
  home: 'home/.cloudsmith/credentials.ini',
  workConfig: 'work/config.ini',
  homeConfig: 'home/.cloudsmith/config.ini',
} as const

/** An unsigned token that expires at a time in milliseconds since the epoch. */
export function jwt(exp: number | undefined, name = 'token'): string {
  const claims = Buffer.from(JSON.stringify({ sub: name, ...(exp === undefined ? {} : { exp: exp / 1000 }) }))
  return `e30.${claims.toString('base64url')}.c2ln`
}
