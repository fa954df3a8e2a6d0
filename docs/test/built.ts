import { createReadStream, existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** The folder of the built site. */
export const built = join(import.meta.dirname, '..', '.vitepress', 'dist')

/** Every page, relative to the folder of the site: `start/install.html`. */
export const builtPages = (): readonly string[] =>
  globSync('**/*.html', { cwd: built })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

export const readBuilt = (path: string): string => readFileSync(join(built, path), 'utf8')

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves the site from a static file server, on a free port of this machine. */
export async function serveBuilt(): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = join(built, normalize(decodeURIComponent(pathname)))
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() }
}
