import type { MarkdownRenderer } from 'vitepress'

type Token = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0]['tokens'][number]

/** From this many characters on, a cell is text to be read, and its column needs room. */
const readFrom = 30

/** Classes for the columns of tables: `text` for those with sentences, which need room on a phone, and `number` for figures, which end on the right. */
export function classifyColumns({ core }: MarkdownRenderer): void {
  core.ruler.push('classify-columns', ({ tokens }) => {
    let rows: Token[][] = []
    for (const [at, token] of tokens.entries()) {
      if (token.type === 'table_open') rows = []
      if (token.type === 'tr_open') rows.push([])
      // The text of a cell follows what opens it.
      if (token.type === 'th_open' || token.type === 'td_open') rows.at(-1)?.push(token, tokens[at + 1] ?? token)
      if (token.type === 'table_close') classify(rows)
    }
  })
}

function classify([head = [], ...rows]: Token[][]): void {
  for (let column = 0; column < head.length; column += 2) {
    const texts = rows.map((row) => row[column + 1]?.content ?? '')
    const name = classOf(texts.filter((text) => text !== ''))
    if (name !== undefined) for (const row of [head, ...rows]) row[column]?.attrJoin('class', name)
  }
}

function classOf(texts: readonly string[]): string | undefined {
  if (texts.some((text) => wordsOf(text).length >= readFrom)) return 'text'
  return texts.length > 0 && texts.every((text) => /^[-−]?[\d.,\s]+( ?(×|%|[kMG]i?B|ms|µs|s))?$/.test(text))
    ? 'number'
    : undefined
}

/** The words of a cell: without code, tags, and the addresses of links. */
const wordsOf = (text: string): string => text.replace(/`[^`]*`|<[^>]*>|\]\([^)]*\)/g, '')
