import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes and changes files of a repository, and records which. Never overwrites a file. */
export interface Workshop {
  /**
   * Writes a new file.
   *
   * @throws {Error} the file exists
   */
  write(path: string, text: string): void
  /**
   * Changes a file.
   *
   * @throws {Error} the edit changes nothing, because the text that it looks for no longer exists
   */
  change(path: string, edit: (text: string) => string): void
  read(path: string): string
  readonly written: readonly string[]
  readonly changed: readonly string[]
}

/** @param root of the repository */
export function workshop(root: string): Workshop {
  const written: string[] = []
  const changed: string[] = []
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  return {
    written,
    changed,
    read,
    write(path, text) {
      if (existsSync(join(root, path))) throw new Error(`${path} is there already.`)
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
      written.push(path)
    },
    change(path, edit) {
      const before = read(path)
      const after = edit(before)
      if (after === before) throw new Error(`${path} is not as scripts/new expects: make the change by hand, and fix the script.`)
      writeFileSync(join(root, path), after)
      changed.push(path)
    },
  }
}

/**
 * Inserts a line into sorted lines: before the first greater one, or after the last one and the lines indented below it.
 *
 * @param keyOf the sort key of a line; undefined for other lines
 */
export function insertSorted(text: string, line: string, keyOf: (line: string) => string | undefined): string {
  const lines = text.split('\n')
  const key = keyOf(line) ?? ''
  const keys = lines.map(keyOf)
  const above = keys.findIndex((other) => other !== undefined && other > key)
  const last = keys.findLastIndex((other) => other !== undefined)
  if (last < 0) return text
  const isBelow = (other: string) => indentOf(other) > indentOf(lines[last] ?? '')
  const end = lines.findIndex((other, index) => index > last && !isBelow(other))
  return lines.toSpliced(above >= 0 ? above : end >= 0 ? end : lines.length, 0, line).join('\n')
}

/** Edits the part of a text from one marker up to the next occurrence of another; returns the text unchanged if there is none. */
export function within(text: string, from: string, to: string, edit: (part: string) => string): string {
  const start = text.indexOf(from)
  const end = text.indexOf(to, start)
  return start < 0 || end < 0 ? text : text.slice(0, start) + edit(text.slice(start, end)) + text.slice(end)
}

const indentOf = (line: string): number => line.search(/\S|$/)

/** Inserts text before the first match of a pattern. */
export const insertBefore = (text: string, pattern: RegExp, added: string): string =>
  text.replace(pattern, (found) => `${added}${found}`)

/** `max-size` in camel case: `maxSize`. */
export const camel = (name: string): string => name.replace(/[-_]([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())

/** `max-size` in Pascal case: `MaxSize`. */
export const pascal = (name: string): string => camel(`-${name}`)
