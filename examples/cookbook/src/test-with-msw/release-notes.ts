import { Cloudsmith } from '@cloudsmith-sdk/client'

/** Tells the team's chat what is new in production. */
export async function announce(chat: string): Promise<void> {
  const cloudsmith = new Cloudsmith()
  const released = await cloudsmith.packages.list({ owner: 'acme', repo: 'production', query: 'tag:released' }).toArray()
  const text = released.map(({ name, version }) => `${name} ${version}`).join(', ')
  await fetch(chat, { method: 'POST', body: JSON.stringify({ text }) })
}
