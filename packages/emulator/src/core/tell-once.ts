import { addBounded } from './bounded.ts'

/** Lines that are remembered, at most: what is in them may come from whoever asks. */
const most = 1_000

/** Makes what passes on each line that it has not had before. */
export function tellOnce(tell: (line: string) => void): (line: string) => void {
  const told: string[] = []
  return (line) => {
    if (told.includes(line)) return
    addBounded(told, line, most)
    tell(line)
  }
}
