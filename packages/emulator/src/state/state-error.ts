import { type FieldPath, fieldOf } from '../core/field-path.ts'

/** A state that cannot be read. It is left as it is. */
export class StateError extends Error {
  override readonly name = 'StateError'
  /** What is wrong in it: a kind of row such as `package`, or what an area keeps, such as `webhooks`. Empty for the file as such. */
  readonly part: string
  /** The way to the field, such as `repository[0].parts.webhooks.next`; empty for the file as such. */
  readonly field: string

  /** What is wrong, and where, without what to do. */
  readonly problem: string
  readonly #cause: readonly [why: string, way: FieldPath]

  /**
   * @param way to what is wrong; empty for the file as such
   * @param file where the state is, if it is in one
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

  /** The same, of a state that is in a file. */
  of(file: string): StateError {
    return new StateError(...this.#cause, file)
  }
}

const remedy =
  'Nothing was changed: use the emulator that wrote the state, move the folder away, or name another one with --state'
