import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A regular expression, and where it stands. */
export interface Expression {
  readonly source: string
  readonly flags: string
  readonly places: string[]
}

/** What is run against texts from outside, or reads what is published; tests run against what they wrote themselves. */
const programs = ['packages/*/src/**/*.ts', 'packages/*/page/**/*.{ts,tsx}', 'openapi/scripts/**/*.ts', 'scripts/**/*.ts']

/**
 * Finds every regular expression of the repository: literals, `new RegExp` of a text, and `pattern` in the API description. Expressions that
 * are put together in a module as it loads are found by loading it, those of functions are told by place only.
 */
export async function findExpressions(root: string) {
  const expressions = new Map<string, Expression>()
  const add = (source: string, flags: string, place: string) => {
    const key = `/${source}/${flags}`
    const known = expressions.get(key) ?? { source, flags, places: [] }
    known.places.push(place)
    expressions.set(key, known)
  }

  const composed: string[] = []
  for (const path of globSync(programs, { cwd: root, exclude: (entry) => /\.test\.ts$|(^|\/)node_modules$/.test(entry) })) {
    const text = readFileSync(join(root, path), 'utf8')
    if (!text.includes('/')) continue
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
    const visit = (node: ts.Node): void => {
      const place = () => `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        add(node.text.slice(1, end), node.text.slice(end + 1), place())
      } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression)) {
        const [source, flags] = node.arguments ?? []
        const isPlain = source && ts.isStringLiteralLike(source) && (!flags || ts.isStringLiteralLike(flags))
        if (isPlain) add(source.text, flags && ts.isStringLiteralLike(flags) ? flags.text : '', place())
        else composed.push(path)
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }

  const later: string[] = []
  for (const path of new Set(composed)) {
    const made = await madeByLoading(join(root, path))
    for (const { source, flags } of made) add(source, flags, path)
    if (made.length === 0) later.push(path)
  }
  for (const path of globSync('openapi/cloudsmith-v*.json', { cwd: root })) {
    for (const pattern of patternsIn(JSON.parse(readFileSync(join(root, path), 'utf8')))) add(pattern, 'u', path)
  }
  return { expressions: [...expressions.values()], later }
}

const isRegExp = (node: ts.Node) => ts.isIdentifier(node) && node.text === 'RegExp'

/** The expressions that a module makes of texts while it loads. */
async function madeByLoading(path: string): Promise<RegExp[]> {
  const made: RegExp[] = []
  const { RegExp: original } = globalThis
  globalThis.RegExp = new Proxy(original, {
    construct(target, given, newTarget) {
      const expression: RegExp = Reflect.construct(target, given, newTarget)
      if (new Error().stack?.includes(path)) made.push(expression)
      return expression
    },
  })
  try {
    await import(path)
  } finally {
    globalThis.RegExp = original
  }
  return made
}

function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'pattern' in value && typeof value.pattern === 'string' ? [value.pattern] : []
  return [...own, ...Object.values(value).flatMap(patternsIn)]
}
