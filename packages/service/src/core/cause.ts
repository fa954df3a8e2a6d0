/** The first error of a kind among an error and what caused it: libraries wrap what they are handed. */
export function causeOfKind<Kind extends Error>(error: unknown, kind: abstract new (...args: never[]) => Kind): Kind | undefined {
  for (let [each, depth] = [error, 0]; each instanceof Error && depth < 10; [each, depth] = [each.cause, depth + 1]) {
    if (each instanceof kind) return each
  }
  return undefined
}
