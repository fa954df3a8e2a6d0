import { type Browser, flawsOf, type Page, watch } from '@cloudsmith-sdk/browser'

/** How a page is looked at. */
export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
}

const look = (width: number, height: number, colorScheme: Look['colorScheme']): Look => ({
  name: `${width}-${colorScheme}`,
  width,
  height,
  colorScheme,
})

/** On a phone, a tablet and a desk, in daylight and at night. */
export const looks: readonly Look[] = [look(390, 844, 'dark'), look(1024, 900, 'light'), look(1440, 900, 'dark')]

/** The same the other way round: what is looked at with axe in one light has the same structure in the other. */
export const otherLooks: readonly Look[] = [look(390, 844, 'light'), look(1024, 900, 'dark'), look(1440, 900, 'light')]

/** Opens a window, and tells what goes wrong in it, and what it asks of other origins. */
export async function openPage(
  browser: Browser,
  url: string,
  { width, height, colorScheme }: Look,
  problems: string[],
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: url, reducedMotion: 'reduce' })
  const page = await context.newPage()
  watch(page, problems, ({ origin }) => origin === url)
  return page
}

/**
 * What a screen reader, a keyboard or weak eyes would stumble over. The button for searching shows its shortcut beside its name, which is no part
 * of the name.
 */
export const flawsIn = (page: Page): Promise<string[]> =>
  flawsOf(page, { rules: { 'label-content-name-mismatch': { enabled: false } } })
