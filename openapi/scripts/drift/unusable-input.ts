/** What was asked for cannot be compared. The message tells a person why and, where there is one, the way out. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput'
}
