import { launch } from '@cloudsmith-sdk/browser'
import type { Running } from './runtime.ts'

/** Opens a page that has a bundle. It is of the emulator's own origin: the service lets no page of another ask it anything. */
export async function startChromium(url: string, bundle: string): Promise<Running> {
  const browser = await launch()
  const page = await browser.newPage()
  const address = `${url}/runtimes.html`
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Stories</title>' }))
  await page.goto(address)
  await page.addScriptTag({ path: bundle, type: 'module' })
  await page.waitForFunction('globalThis.tell !== undefined')
  return {
    tell: (title, world) => page.evaluate(`tell(${JSON.stringify(title)}, ${JSON.stringify(world)})`),
    close: () => browser.close(),
  }
}
