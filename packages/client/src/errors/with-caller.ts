/**
 * Gives what work gives; an error of it also tells who called, at the end of its stack. What fails in a timer, a stream or a promise that
 * somebody else awaits does not know that by itself.
 *
 * @param here an error that was made where the work was called
 */
export async function withCaller<T>(here: Error, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error) addCaller(error, here)
    throw error
  }
}

/** A frame of a stack, as engines write it. */
const frame = /^\s+at |@/

function addCaller(error: Error, here: Error): void {
  const known = error.stack ?? `${error}`
  // The first two are of this SDK, where the other error was made.
  const frames = (here.stack ?? '')
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(2)
  const news = frames.filter((line) => !known.includes(line.trim()))
  if (news.length > 0) error.stack = [known, ...news].join('\n')
}
