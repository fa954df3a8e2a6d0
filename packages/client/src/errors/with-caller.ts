/**
 * Awaits work, and appends the caller to the stack of an error. An error from a timer, a stream or a promise that is awaited elsewhere does not
 * include the caller by itself.
 *
 * @param here an error created where the work was started
 */
export async function withCaller<T>(here: Error, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error) addCaller(error, here)
    throw error
  }
}

/** A stack frame, as the engines write it. */
const frame = /^\s+at |@/

function addCaller(error: Error, here: Error): void {
  const known = error.stack ?? `${error}`
  // The first two frames are in this SDK, where `here` was created.
  const frames = (here.stack ?? '')
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(2)
  const news = frames.filter((line) => !known.includes(line.trim()))
  if (news.length > 0) error.stack = [known, ...news].join('\n')
}
