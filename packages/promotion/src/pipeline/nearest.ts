/** The known word that a misspelt one was probably meant to be: at most two letters differ, in any case. Undefined if there is none. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    // Untrusted words can be very long.
    .filter((each) => Math.abs(each.length - word.length) <= 2)
    .map((each) => ({ each, distance: distanceOf(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.min(2, Math.floor(each.length / 2)))
    .sort((a, b) => a.distance - b.distance)
  return best?.each
}

/** The message for an unknown stage, with the stages that exist. */
export function noSuchStage(name: string, stages: readonly string[]): string {
  const meant = nearest(name, stages)
  const guess = meant === undefined ? '' : `; did you mean ${meant}?`
  return `there is no stage ${JSON.stringify(name)}: choose one of ${stages.join(', ')}${guess}`
}

/** Edit distance: how many letters must be inserted, deleted or changed. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
