import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../root.ts'

/** Where variables are read that people set for our packages. */
const packages = ['client', 'promotion', 'emulator', 'cli', 'service']

/** Ours and the vendor's; those that a CI system sets by itself are its own. */
const isVariable = /^(CLOUDSMITH_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL|OPA)$/

/** Every variable of the environment that sources name, with the packages that do. Those of flags are made of the flags' names. */
export function variables(): string[] {
  const found = new Map<string, Set<string>>()
  for (const name of packages) {
    const folder = join(root, 'packages', name, 'src')
    const files = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', 'generated/**'] })
    for (const variable of files.flatMap((file) => namesIn(readFileSync(join(folder, file), 'utf8')))) {
      found.set(variable, (found.get(variable) ?? new Set()).add(name))
    }
  }
  return [...found].map(([variable, users]) => `${variable}: ${[...users].join(', ')}`).sort()
}

/** Names as code has them: whole texts, keys and properties, and nothing in comments or messages. */
function namesIn(text: string): string[] {
  if (!/\b(CLOUDSMITH_|DATABASE_URL|OPA\b)/.test(text)) return []
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isStringLiteralLike(node) || ts.isIdentifier(node)) && isVariable.test(node.text)) names.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest))
  return names
}
