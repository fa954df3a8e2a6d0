import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes and changes files of a repository, and remembers which. Nothing is written over, and nothing is put where it cannot be found. */
export interface Workshop {
  /**
   * Writes a new file.
   *
   * @throws {Error} there is one
   */
  write(path: string, text: string): void
  /**
   * Changes a file.
   *
   * @throws {Error} the change makes no difference: what it looks for is not there any more
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
      if (after === before)
        throw new Error(`${path} is not as scripts/new expects it: put it there by hand, and mend the script.`)
      writeFileSync(join(root, path), after)
      changed.push(path)
    },
  }
}

/**
 * Puts a line among others that stand in order: before the first that is above it, or behind the last and what is indented below that.
 *
 * @param keyOf what a line is ordered by; undefined for lines that are not among them
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

/** Changes the part of a text from where one thing stands to where the next of another begins; nothing where there is none. */
export function within(text: string, from: string, to: string, edit: (part: string) => string): string {
  const start = text.indexOf(from)
  const end = text.indexOf(to, start)
  return start < 0 || end < 0 ? text : text.slice(0, start) + edit(text.slice(start, end)) + text.slice(end)
}

const indentOf = (line: string): number => line.search(/\S|$/)

/** Puts text before what a pattern finds first. */
export const insertBefore = (text: string, pattern: RegExp, added: string): string =>
  text.replace(pattern, (found) => `${added}${found}`)

/** `max-size` as code calls it: `maxSize`. */
export const camel = (name: string): string => name.replace(/[-_]([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())

/** `max-size` as types call it: `MaxSize`. */
export const pascal = (name: string): string => camel(`-${name}`)
