import { later } from '../load-later.ts'
import type { CallContext } from '../transport/transport.ts'
import { type Operation, rowsIn } from './operation.ts'

/**
 * The answer to an operation, read from its text.
 *
 * @throws {ParseError} it is not what the operation promises
 */
export function readAnswer(operation: Operation, response: Response, context: CallContext): unknown {
  const { answer, list } = operation
  const { text = '' } = context
  const data = parse(text)
  const isPromised =
    list !== undefined
      ? isListOfObjects(rowsIn(data, list.field))
      : answer === 'object'
        ? isFilled(data)
        : data !== undefined || text.trim() === ''
  if (isPromised) return answer === 'nothing' ? undefined : data
  return later().then(({ notPromised }) => Promise.reject(notPromised(operation, response, context)))
}

/** Undefined where it is no JSON. What the parser says of it quotes the answer, and answers hold keys and tokens. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isListOfObjects = (rows: unknown): boolean =>
  Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null)

/** An object that has something in it: every one that is promised has fields that are always there. */
function isFilled(data: unknown): boolean {
  if (typeof data !== 'object' || Array.isArray(data)) return false
  for (const _ in data) return true
  return false
}
