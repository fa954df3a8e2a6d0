import { readFileSync } from 'node:fs'

const source = readFileSync(new URL('../src/core/switches.ts', import.meta.url), 'utf8')

/** The docblock and type of each switch in the source. */
export function toldOfSwitch(name: string): { text: string; type: string } {
  const [, doc = '', type = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n  ${name}: (.*)`).exec(source) ?? []
  return { text: doc.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim(), type }
}
