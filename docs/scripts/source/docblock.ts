import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../root.ts'

/** What stands above something in a source. */
export interface Docblock {
  /** Its text, without tags. */
  readonly text: string
  /** The texts of its tags, by their names. */
  readonly tags: Readonly<Record<string, string>>
}

/** Reads a source. @param file from the root of the repository */
export const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)

/** What the docblock above a node says; empty where there is none. */
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

/** `{@link minAge}` is the name as code. */
const linked = (part: ts.JSDocComment): string =>
  'name' in part && part.name !== undefined ? `\`${part.name.getText()}${part.text}\`` : part.text
