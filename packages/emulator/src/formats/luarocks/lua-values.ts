import { requireFewValues } from '../../files/few-values.ts'
import type { Table } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** Deepest nesting of tables, and longest concatenated text: without a limit, repeated doubling would grow endlessly. */
const deepest = 64
const longestJoined = 4096

/** White space and comments (without ambiguity, so that matching is fast), followed by a token or the end. */
const token =
  /(?:\s|--\[\[(?:[^\]]|\](?!\]))*\]\]|--(?!\[\[)[^\n]*(?:\n|$))*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\[\[.*?\]\]|\[=\[.*?\]=\]|[A-Za-z_]\w*|-?\d[\w.]*|\.\.|[{}\]=,;.()]|\[(?!=?\[)|$)/sy

/**
 * Evaluates a Lua file that only consists of assignments, such as a rockspec: text, numbers (as text), tables, names that were assigned before, and
 * text concatenated with `..`. A table with positions only becomes a list. No code is run.
 *
 * @throws {UnreadableError} with what is not such an assignment
 * @see https://www.lua.org/manual/5.4/manual.html#3.3.3
 */
export function parseLuaAssignments(text: string): Table {
  const tokens = tokenise(text)
  const assigned = new Map<string, unknown>()
  let position = 0

  const take = (expected?: string) => {
    const found = tokens[position] ?? ''
    if (found === '' || (expected !== undefined && found !== expected))
      throw new UnreadableError(`the Lua has ${JSON.stringify(found || 'its end')} where ${expected ?? 'a value'} should be`)
    position++
    return found
  }
  const skip = (...optional: string[]) => optional.includes(tokens[position] ?? '') && take() !== ''

  const value = (depth: number): unknown => {
    const first = operand(depth)
    if (!skip('..')) return first
    const rest = value(depth + 1)
    if (typeof first !== 'string' || typeof rest !== 'string')
      throw new UnreadableError('the Lua joins something that is not text')
    if (first.length + rest.length > longestJoined) throw new UnreadableError('the Lua joins too much text')
    return first + rest
  }

  const operand = (depth: number): unknown => {
    if (depth > deepest) throw new UnreadableError('the Lua is nested too deeply')
    const found = take()
    if (found === '{') return table(depth)
    if (/^["'[]/.test(found) && found.length > 1) return unquote(found)
    if (/^[-\d]/.test(found)) return found
    if (found === 'true' || found === 'false' || found === 'nil') return undefined
    if (/^[A-Za-z_]/.test(found) && assigned.has(found)) return assigned.get(found)
    throw new UnreadableError(`the Lua has ${JSON.stringify(found)} where a value should be`)
  }

  const table = (depth: number): unknown => {
    const items: unknown[] = []
    const entries: [string, unknown][] = []
    while (!skip('}')) {
      if (tokens[position] === '[') {
        take('[')
        const key = String(value(depth + 1))
        take(']')
        take('=')
        entries.push([key, value(depth + 1)])
      } else if (tokens[position + 1] === '=') {
        const key = take()
        take('=')
        entries.push([key, value(depth + 1)])
      } else items.push(value(depth + 1))
      if (!skip(',', ';') && tokens[position] !== '}') take('}')
    }
    const positions = items.map((item, index) => [String(index + 1), item] as const)
    return entries.length === 0 ? items : Object.fromEntries([...positions, ...entries])
  }

  while (position < tokens.length) {
    if (skip(';')) continue
    skip('local')
    const name = take()
    take('=')
    assigned.set(name, value(0))
  }
  return Object.fromEntries(assigned)
}

function tokenise(text: string): string[] {
  requireFewValues(text, 'lua', 'the Lua file')
  const tokens: string[] = []
  token.lastIndex = /^#![^\n]*/.exec(text)?.[0].length ?? 0
  for (;;) {
    const start = token.lastIndex
    const [, found] = token.exec(text) ?? []
    if (found === undefined) throw new UnreadableError(`the Lua has no assignment at character ${start + 1}`)
    if (found === '') return tokens
    tokens.push(found)
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unquote(text: string): string {
  const [, long] = /^\[=?\[\n?(.*?)\]=?\]$/s.exec(text) ?? []
  return long ?? text.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character)
}
