import type { World } from './world.ts'

/** Milliseconds that the service has to look at everything for the first time. */
const patience = 90_000

/** What is told where, once the service has looked at all there is. */
const expected = [
  ['/', 'Needs 2 approvals'],
  ['/packages?name=lodash', 'blocked'],
  ['/packages?name=got', 'waiting'],
  ['/drift', 'hotfix'],
] as const

/** Waits until the pages tell what the story is about. */
export async function untilTold({ url, issuer, log }: World): Promise<void> {
  const cookie = await signIn(url, (sentTo) => issuer.allow(sentTo, 'vera-3'))
  const isTold = async ([path, text]: (typeof expected)[number]) =>
    new RegExp(text).test(await (await fetch(`${url}${path}`, { headers: { cookie } })).text())
  for (const deadline = Date.now() + patience; ; ) {
    const told = await Promise.all(expected.map(isTold))
    if (told.every(Boolean)) return
    if (Date.now() > deadline) throw new Error(`The service did not get as far as it should.\n${log.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Signs in as a browser would, by redirects and cookies. Gives what is sent from then on. */
async function signIn(url: string, allow: (sentTo: string) => Promise<string>): Promise<string> {
  const cookies = new Map<string, string>()
  const visit = async (address: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const said of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (said.split(';')[0] ?? '').split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer.headers.get('location') ?? ''
  }
  await visit(await allow(await visit(`${url}/sign-in`)))
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}
