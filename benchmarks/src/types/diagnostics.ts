/** What a compiler says of its own work. */
export interface Diagnostics {
  /** Generic types and signatures that were instantiated: how much was computed. The same in every run. */
  instantiations: number
  /** Seconds that checking took, without reading, parsing and binding. */
  checkSeconds: number
  /** Seconds that all of it took. */
  totalSeconds: number
}

/**
 * Reads what `tsc --extendedDiagnostics` prints.
 *
 * @throws {Error} a figure is missing
 */
export function readDiagnostics(output: string): Diagnostics {
  const figure = (label: string) => {
    const value = new RegExp(`^${label}:\\s+([\\d.]+)s?$`, 'm').exec(output)?.[1]
    if (value === undefined) throw new Error(`The compiler does not tell its ${label}:\n${output}`)
    return Number(value)
  }
  return {
    instantiations: figure('Instantiations'),
    checkSeconds: figure('Check time'),
    totalSeconds: figure('Total time'),
  }
}
