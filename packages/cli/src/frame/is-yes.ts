/** Whether a variable says yes, which is all but nothing and what says no. */
export const isYes = (value: string | undefined): boolean => value !== undefined && !/^(0|false|no|off|)$/i.test(value)
