import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { untilTold } from './ready.ts'

/** A service that answers each path with what it has to say, and takes whoever signs in. */
async function saying(pages: (path: string) => string): Promise<string> {
  const server = createServer((request, response) => response.end(pages(request.url ?? '')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

/** All that pages have to tell, in one. */
const everything = 'Needs 2 approvals, blocked, waiting, hotfix'

test('a service that gets no further is given up, with the page that lacks something and its log', async () => {
  const url = await saying((path) => (path === '/drift' ? 'No drift' : everything))
  const waiting = untilTold({ url, issuer: { allow: async () => url }, log: ['worker: no rows\n'] }, 0)
  await expect(waiting).rejects.toThrow(/\/drift does not say "hotfix"\.\nworker: no rows/)
  await expect(waiting).rejects.not.toThrow(/lodash/)
})

test('a slow service is waited for as long as it gets further', async () => {
  const paths = ['/', '/packages?name=lodash', '/packages?name=got', '/drift']
  // With each look, of which the last is at the drift, one more page has what it has to say; there is no patience beyond that.
  let looks = 0
  const url = await saying((path) => {
    const text = paths.includes(path) && looks >= paths.indexOf(path) ? everything : ''
    if (path === '/drift') looks++
    return text
  })
  await untilTold({ url, issuer: { allow: async () => url }, log: [] }, 0)
  expect(looks).toBe(4)
})
