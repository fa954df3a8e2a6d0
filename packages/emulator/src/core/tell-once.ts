import { addBounded } from './bounded.ts'

/** How many lines are remembered; their content may come from callers. */
const most = 1_000

/** Creates a function that passes each line on only once. */
export function tellOnce(tell: (line: string) => void): (line: string) => void {
  const told: string[] = []
  return (line) => {
    if (told.includes(line)) return
    addBounded(told, line, most)
    tell(line)
  }
}
