/** A colour in light and in dark surroundings. */
const colours = {
  card: ['#ffffff', '#0f1720'],
  edge: ['#d0d7de', '#2b3948'],
  ink: ['#1f2933', '#e4ebf2'],
  soft: ['#57606a', '#94a3b3'],
  good: ['#0b6b3a', '#57d394'],
  goodback: ['#dcf5e6', '#10311f'],
  bad: ['#a3161f', '#ff8d93'],
  badback: ['#fde4e5', '#3d1519'],
  wait: ['#7a4b00', '#f1bd63'],
  waitback: ['#fdf0d2', '#362708'],
} as const

/** What a colour is called. */
export type Colour = keyof typeof colours

const styleOf = (shade: 0 | 1) =>
  Object.entries(colours)
    .map(([name, pair]) => `.${name}{fill:${pair[shade]}}.line-${name}{stroke:${pair[shade]}}`)
    .join('')

const style = [
  'text{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;font-size:14px}',
  '.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;white-space:pre}',
  '.strong{font-weight:600}',
  styleOf(0),
  `@media (prefers-color-scheme:dark){${styleOf(1)}}`,
].join('')

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in markup. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** A text at a place, by its baseline. */
export const textAt = (x: number, y: number, text: string, classes: string, anchor: 'start' | 'middle' = 'start'): string =>
  `<text x="${x}" y="${y}" class="${classes}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`

/** A box with round corners. */
export const box = (x: number, y: number, width: number, height: number, fill: Colour, edge: Colour = fill): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" class="${fill} line-${edge}" stroke-width="1"/>`

/** What a picture shows, for those who do not see it. */
export interface Told {
  readonly title: string
  readonly description: string
}

/** A picture on a card of its own, so that it can be read on any page. Lines, so that changes can be reviewed. */
export function card(width: number, height: number, { title, description }: Told, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" class="card line-edge" stroke-width="1"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}
