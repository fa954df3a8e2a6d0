import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What expressions of GitHub Actions may ask for: `github`, `inputs`, `steps`, … */
export type Contexts = Readonly<Record<string, unknown>>

/** What has become of the steps or jobs before. */
export interface Status {
  readonly failed: boolean
}

/** Fills in every `${{ … }}` of a text. */
export const filledIn = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluated(expression, contexts).coerceString())

/** Whether an `if` lets a step or job run. Without a word about the steps before, all of them have to have ended well. */
export function mayRun(condition: unknown, contexts: Contexts, { failed }: Status): boolean {
  const [, expression = String(condition ?? 'success()')] = /^\$\{\{(.*)\}\}$/.exec(String(condition)) ?? []
  const asksStatus = /\b(success|failure|cancelled|always)\(\)/.test(expression)
  if (failed && !asksStatus) return false
  const value = evaluated(expression, contexts, failed)
  return !['', 'false', '0', 'null'].includes(value.coerceString())
}

const functions = (failed: boolean) =>
  Object.entries({ success: !failed, failure: failed, cancelled: false, always: true }).map(([name, value]) => ({
    ...{ name, minArgs: 0, maxArgs: 0 },
    call: () => new data.BooleanData(value),
  }))

function evaluated(expression: string, contexts: Contexts, failed = false): data.ExpressionData {
  const known = functions(failed)
  const dictionary: unknown = JSON.parse(JSON.stringify(contexts), data.reviver)
  const tree = new Parser(new Lexer(expression.trim()).lex().tokens, Object.keys(contexts), known).parse()
  return new Evaluator(tree, dictionary as data.Dictionary, new Map(known.map((each) => [each.name, each]))).evaluate()
}
