/** The given input cannot be compared. The message gives the reason and, if there is one, the remedy. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput'
}
