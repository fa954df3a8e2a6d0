/** What is said of one name in the report of an entry. */
export interface Said {
  readonly name: string
  /** Its declaration; nothing where only the name is told. */
  readonly text: string
}

/**
 * The report of one entry as a page.
 *
 * @param named what the declarations of `said` name, and no entry exports
 */
export function page(title: string, said: readonly Said[], named: readonly Said[]): string {
  const parts = [
    `# ${title}\n\nMade from what is built by \`pnpm api:report\`. A change of it is a change of what others compile against.\n`,
    section('Exports', said),
    section('Named by these, and exported by no entry', named),
    list('Exports that are made from the description of the API', said),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function section(title: string, said: readonly Said[]): string {
  const texts = sorted(said).flatMap(({ text }) => (text === '' ? [] : [text]))
  return texts.length === 0 ? '' : `## ${title}\n\n\`\`\`ts\n${texts.join('\n\n')}\n\`\`\`\n`
}

function list(title: string, said: readonly Said[]): string {
  const names = sorted(said).flatMap(({ name, text }) => (text === '' ? [`- \`${name}\``] : []))
  return names.length === 0 ? '' : `## ${title}\n\n${names.join('\n')}\n`
}

/** By code units, which no machine's language changes. */
const sorted = (said: readonly Said[]): Said[] => said.toSorted((a, b) => compare(a.name, b.name) || compare(a.text, b.text))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
