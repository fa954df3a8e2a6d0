/** Characters of a value, at most. */
const longest = 500

/**
 * The text or number at a place in the first piece of metadata that has one there, such as `git.commit`; numbers lead into lists. What is signed is
 * looked into: who attached it may say anything all the same, as signatures are not looked at here.
 */
export function valueAt(contents: readonly unknown[], place: string): string | undefined {
  const steps = place.split('.')
  for (const content of contents) {
    const found = steps.reduce<unknown>((value, step) => own(value, step), opened(content))
    if ((typeof found === 'string' && found.length <= longest) || typeof found === 'number') return String(found)
  }
  return undefined
}

const own = (value: unknown, step: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined

/** What is in an envelope; all else as it is. */
function opened(content: unknown): unknown {
  const { payload, payloadType } = Object(content) as { readonly payload?: unknown; readonly payloadType?: unknown }
  if (typeof payload !== 'string' || typeof payloadType !== 'string') return content
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString())
  } catch {
    return content
  }
}
