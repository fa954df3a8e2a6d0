/** Maximum length of a value in characters. */
const longest = 500

/**
 * The text or number at a path, such as `git.commit`, in the first metadata document that has one there. Numbers in the path are list indexes.
 * Envelopes are opened without verifying their signatures, so whoever attached the metadata may claim anything.
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

/** The content of an envelope; anything else unchanged. */
function opened(content: unknown): unknown {
  const { payload, payloadType } = Object(content) as { readonly payload?: unknown; readonly payloadType?: unknown }
  if (typeof payload !== 'string' || typeof payloadType !== 'string') return content
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString())
  } catch {
    return content
  }
}
