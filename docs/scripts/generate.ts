/** Generates the pages that are not written by hand: `docs/errors.md`, `docs/packages` and `docs/reference`. Runs before the site is built. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { apiPages } from './api/pages.ts'
import { figuresPage } from './figures.ts'
import { packagePages } from './package-pages.ts'
import { writePage } from './page.ts'
import { commandsPage } from './reference/commands.ts'
import { documentsPages } from './reference/documents.ts'
import { emulatorPage } from './reference/emulator.ts'
import { errorsPage } from './reference/errors.ts'
import { gatesPages } from './reference/gates.ts'
import { servicePage } from './reference/service.ts'
import { webhooksPage } from './reference/webhooks.ts'
import { root } from './root.ts'

for (const folder of ['packages', 'reference']) rmSync(join(root, 'docs', folder), { recursive: true, force: true })
const pages = [
  ...packagePages(),
  ...(await apiPages()),
  ...gatesPages(),
  commandsPage(),
  ...documentsPages(),
  emulatorPage(),
  await webhooksPage(),
  servicePage(),
  figuresPage(),
  await errorsPage(),
]
for (const page of pages) writePage(page)
console.log(`${pages.length} pages generated`)
