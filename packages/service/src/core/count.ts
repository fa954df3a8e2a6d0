/** A number with separators for thousands. */
export const number = (value: number): string => value.toLocaleString('en')

/** A count with its noun: `1 package`, `2 packages`. */
export const count = (amount: number, thing: string, things = `${thing}s`): string =>
  `${number(amount)} ${amount === 1 ? thing : things}`
