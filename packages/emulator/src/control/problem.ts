/** A request to the control API that is refused, with what is wrong by field. */
export class ControlProblem extends Error {
  override readonly name = 'ControlProblem'
  readonly status: number
  readonly fields: Readonly<Record<string, string>> | undefined

  constructor(status: number, detail: string, fields?: Readonly<Record<string, string>>) {
    super(detail)
    this.status = status
    this.fields = fields
  }
}
