import { posix } from 'node:path'

/** A generated file while it is being written. Paths are relative to the folder of all generated files. */
export interface SourceFile {
  readonly path: string
  readonly declarations: string[]
  /** Types that the declarations refer to, by the file that exports them. */
  readonly imports: Map<string, Set<string>>
}

/** Records that a file uses a type of another file, so that it imports the type. Returns the name of the type. */
export function named(file: SourceFile, from: string, type: string): string {
  if (from !== file.path) file.imports.set(from, (file.imports.get(from) ?? new Set()).add(type))
  return type
}

/** The text of a file. */
export function textOf({ path, declarations, imports }: SourceFile): string {
  const lines = [...imports].map(
    ([from, types]) => `import type { ${[...types].sort().join(', ')} } from '${specifier(path, from)}'\n`,
  )
  return `${lines.sort().join('')}\n${declarations.join('\n')}`
}

/** The import specifier for one file in another. */
export function specifier(path: string, from: string): string {
  const relative = posix.relative(posix.dirname(path), from)
  return relative.startsWith('.') ? relative : `./${relative}`
}
