import ts from 'typescript'
import { docblockOf } from './docblock.ts'

/** A setting as its schema has it. */
export interface Setting {
  /** With the way to it: `operations.port`. */
  readonly path: string
  readonly text: string
  /** As the source has it; undefined where there is none. */
  readonly default: string | undefined
  readonly isRequired: boolean
}

/** The settings that a schema of valibot's describes, those inside of others after them. What another schema describes is left to it. */
export function settingsIn(schema: ts.Expression, above = ''): Setting[] {
  const fields = objectIn(schema)
  if (fields === undefined) return []
  return fields.properties.flatMap((each) => {
    if (!ts.isPropertyAssignment(each)) return []
    const path = `${above}${each.name.getText()}`
    const optional = callOf(each.initializer, 'optional')
    const [inner, standard] = optional?.arguments ?? [each.initializer]
    const { text } = docblockOf(each)
    const own = {
      path,
      text,
      default: standard === undefined || /^[{[]/.test(standard.getText()) ? undefined : standard.getText(),
      isRequired: optional === undefined,
    }
    return [own, ...(inner === undefined ? [] : settingsIn(inner, `${path}${isList(inner) ? '[]' : ''}.`))]
  })
}

/** The fields of `v.strictObject({…})`, which may be in an array or a pipe. */
function objectIn(schema: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (!ts.isCallExpression(schema)) return undefined
  const [given] = schema.arguments
  const first = given !== undefined && ts.isSatisfiesExpression(given) ? given.expression : given
  if (first === undefined) return undefined
  return ts.isObjectLiteralExpression(first) ? first : objectIn(first)
}

const callOf = (node: ts.Expression, name: string): ts.CallExpression | undefined =>
  ts.isCallExpression(node) && node.expression.getText() === `v.${name}` ? node : undefined

const isList = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) &&
  (node.expression.getText() === 'v.array' ||
    (node.arguments[0] !== undefined && node.expression.getText() === 'v.pipe' && isList(node.arguments[0])))
