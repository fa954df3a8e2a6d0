import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Names that a package's generated sources declare. Reports name them and say no more: they are made from a description that is committed and
 * reviewed itself, and are thousands of times as long as what people wrote.
 */
export function generatedIn(folder: string): Set<string> {
  const files = globSync('src/generated/**/*.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'))
  const declared = /^export (?:declare )?(?:interface|type|const|enum|abstract class|class) ([\w$]+)/gm
  return new Set(files.flatMap((text) => [...text.matchAll(declared)].map(([, name = '']) => name)))
}
