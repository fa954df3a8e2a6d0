import type { Table } from './table.ts'

/** What a benchmark found out. */
export interface Outcome {
  /** One flat object: the name of a figure (`size.oneCall.gzip`) and its value. What other programs read. */
  figures: Readonly<Record<string, number>>
  /** The same and more, for people. */
  tables: readonly Table[]
}

/** Something that can be measured by its name. */
export interface Benchmark {
  /** One line: what is measured, against whom. */
  about: string
  /** Measures. Every peer is measured in the same run, because figures of two runs do not compare. */
  run(): Promise<Outcome>
}
