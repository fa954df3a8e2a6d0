/**
 * The mean of the middle half of some samples.
 *
 * A stray slow run does not move it, as with a median; but it can fall between the ticks of a coarse clock, which a median of few
 * samples cannot.
 *
 * @throws {Error} there are no samples
 */
export function middle(samples: readonly number[]): number {
  if (samples.length === 0) throw new Error('no samples')
  const cut = Math.floor(samples.length / 4)
  const kept = [...samples].sort((a, b) => a - b).slice(cut, samples.length - cut)
  return kept.reduce((sum, sample) => sum + sample, 0) / kept.length
}
