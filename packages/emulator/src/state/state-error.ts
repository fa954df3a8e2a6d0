import { type FieldPath, fieldOf } from '../core/field-path.ts'

/** A state that cannot be read. The file is left unchanged. */
export class StateError extends Error {
  override readonly name = 'StateError'
  /** The part that is invalid: a type of row such as `package`, or an area's data, such as `webhooks`. Empty for the file as a whole. */
  readonly part: string
  /** The path to the field, such as `repository[0].parts.webhooks.next`; empty for the file as a whole. */
  readonly field: string

  /** What is wrong and where, without advice. */
  readonly problem: string
  readonly #cause: readonly [why: string, way: FieldPath]

  /**
   * @param way path to what is invalid; empty for the file as a whole
   * @param file the file with the state, if there is one
   */
  constructor(why: string, way: FieldPath = [], file?: string) {
    const field = fieldOf(way)
    const problem = `${file === undefined ? '' : `${file}: `}${field === '' ? '' : `${field} `}${why}`
    super(`${problem}. ${remedy}`)
    this.problem = problem
    this.#cause = [why, way]
    const parts = way.indexOf('parts')
    this.part = String((parts < 0 ? way[0] : (way[parts + 1] ?? way[0])) ?? '')
    this.field = field
  }

  /** The same error for a state in a file. */
  of(file: string): StateError {
    return new StateError(...this.#cause, file)
  }
}

const remedy =
  'Nothing was changed: use the emulator that wrote the state, move the folder away, or name another one with --state'
