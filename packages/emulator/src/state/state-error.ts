/** Keys and indexes that lead to a field. */
export type Way = readonly (string | number)[]

/** A state that cannot be read. It is left as it is. */
export class StateError extends Error {
  override readonly name = 'StateError'
  /** What is wrong in it: a kind of row such as `package`, or what an area keeps, such as `webhooks`. Empty for the file as such. */
  readonly part: string
  /** The way to the field, such as `repository[0].parts.webhooks.next`; empty for the file as such. */
  readonly field: string

  /** @param way to what is wrong; empty for the file as such */
  constructor(why: string, way: Way = []) {
    const field = way.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
    super(`${field === '' ? '' : `${field} `}${why}. ${remedy}`)
    const parts = way.indexOf('parts')
    this.part = String((parts < 0 ? way[0] : (way[parts + 1] ?? way[0])) ?? '')
    this.field = field
  }
}

const remedy =
  'Nothing was changed: take the emulator that wrote the state, move the folder away, or name another one with --state'
