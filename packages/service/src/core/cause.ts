/** Finds the first error of a class in an error and its causes: libraries wrap errors. */
export function causeOfKind<Kind extends Error>(error: unknown, kind: abstract new (...args: never[]) => Kind): Kind | undefined {
  for (let [each, depth] = [error, 0]; each instanceof Error && depth < 10; [each, depth] = [each.cause, depth + 1]) {
    if (each instanceof kind) return each
  }
  return undefined
}
