import { readFileSync } from 'node:fs'

const source = readFileSync(new URL('../src/core/switches.ts', import.meta.url), 'utf8')

/** What the source says of each switch: its docblock and its type. */
export function toldOfSwitch(name: string): { text: string; type: string } {
  const [, doc = '', type = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n  ${name}: (.*)`).exec(source) ?? []
  return { text: doc.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim(), type }
}
