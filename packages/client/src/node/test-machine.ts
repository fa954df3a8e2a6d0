import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A machine of a test: nothing in its variables, and files only below a folder that is gone when the test is. */
export interface TestMachine {
  readonly env: Record<string, string | undefined>
  readonly cwd: string
  readonly home: string
  readonly platform: 'linux'
  /** Writes a file, such as `home/.cloudsmith/credentials.ini`, and gives its whole path. */
  write(path: string, text: string): string
}

/** Makes a machine with folders `work`, where it works, and `home`. */
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

/** What a user's files are called, seen from the folder of the machine. */
export const files = {
  work: 'work/credentials.ini',
  system: 'home/.config/cloudsmith/credentials.ini',
  home: 'home/.cloudsmith/credentials.ini',
  workConfig: 'work/config.ini',
  homeConfig: 'home/.cloudsmith/config.ini',
} as const

/** A token that says when it expires, in milliseconds since the epoch, and is signed by nobody. */
export function jwt(exp: number | undefined, name = 'token'): string {
  const claims = Buffer.from(JSON.stringify({ sub: name, ...(exp === undefined ? {} : { exp: exp / 1000 }) }))
  return `e30.${claims.toString('base64url')}.c2ln`
}
