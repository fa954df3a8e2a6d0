/** Whether an environment variable is set to anything but 0, false, no, off or nothing. */
export const isYes = (value: string | undefined): boolean => value !== undefined && !/^(0|false|no|off|)$/i.test(value)
