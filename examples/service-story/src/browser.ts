import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import type { Stops } from './world.ts'

/** The browser that walks: Debian's, or the one that a variable names. */
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Opens it; says where none is, and gives undefined. */
export async function openBrowser(stops: Stops): Promise<Browser | undefined> {
  if (!existsSync(executablePath)) {
    console.error(`There is no ${executablePath} to walk with: install chromium, or name one in the variable CHROMIUM.`)
    return undefined
  }
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']
  const browser = await chromium.launch({ executablePath, args, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false })
  stops.push(() => browser.close())
  return browser
}
