import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../root.ts'

/** A docblock in a source file. */
export interface Docblock {
  /** Its text, without tags. */
  readonly text: string
  /** The texts of its tags, by name. */
  readonly tags: Readonly<Record<string, string>>
}

/** Reads a source file. @param file path relative to the root of the repository */
export const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)

/** The docblock of a node; empty if it has none. */
export function docblockOf(node: ts.Node): Docblock {
  const block = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)
  const tags = (block?.tags ?? []).map((tag) => [tag.tagName.text, wordsOf(tag.comment)] as const)
  return { text: wordsOf(block?.comment), tags: Object.fromEntries(tags) }
}

function wordsOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  const text =
    typeof comment === 'string'
      ? comment
      : (comment ?? []).map((part) => (part.kind === ts.SyntaxKind.JSDocText ? part.text : linked(part))).join('')
  return text.trim()
}

/** Shows `{@link minAge}` as the name in code style. */
const linked = (part: ts.JSDocComment): string =>
  'name' in part && part.name !== undefined ? `\`${part.name.getText()}${part.text}\`` : part.text
