import { expect, test } from 'vitest'
import { conformingEmulator } from '../test/story.ts'
import { serve } from './server.ts'

test('the page and its parts are served with a policy that lets nothing else in', async () => {
  const server = await serve(conformingEmulator())
  try {
    const page = await fetch(`${server.url}/_emulator`)
    expect(page.url).toBe(`${server.url}/_emulator/`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    const html = await page.text()
    expect(html).not.toMatch(/<script>|<style|style="|\son\w+="/)
    const parts = [...html.matchAll(/(?:src|href)="([\w.]+)"/g)].map(([, name]) => name)
    expect(parts.sort()).toEqual(['openapi.json', 'page.css', 'page.js'])
    for (const part of parts) {
      const response = await fetch(`${server.url}/_emulator/${part}`)
      expect(response.headers.get('content-type')).toMatch(/^(?:text\/(?:css|javascript)|application\/json)/)
      // Addresses of other hosts occur in licences and examples only: nothing is loaded from there.
      expect(await response.text()).not.toMatch(/insertAdjacentHTML|document\.write|eval\(|import\(|@import|url\(/)
    }
    expect((await fetch(`${server.url}/_emulator/../package.json`)).status).toBe(404)
    expect((await fetch(`${server.url}/_emulator/%2e%2e/package.json`)).status).toBe(404)
    expect((await fetch(`${server.url}/_emulator/page/app.tsx`)).status).toBe(404)
  } finally {
    await server.close()
  }
})
