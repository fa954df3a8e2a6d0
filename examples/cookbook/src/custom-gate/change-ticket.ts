import { block, defineGate, pass, wait } from '@cloudsmith-sdk/promotion/gates'

/** Lets a package through that has an approved change ticket: its number is a tag, such as `chg-4711`. */
export const changeTicket = defineGate('change-ticket', ({ approved }: { approved: readonly string[] }) => (knowledge) => {
  const tags = Object.values(knowledge.package.tags).flat()
  const tickets = tags.filter((tag) => /^chg-\d+$/.test(tag))
  if (tickets.length === 0) {
    const remedy = 'tag the package with the number of its ticket, such as chg-4711'
    return block({ why: 'it has no change ticket', seen: tags, needed: 'chg-…', remedy, mayWaive: ['change-board'] })
  }
  if (tickets.some((ticket) => approved.includes(ticket))) return pass()
  return wait({ for: `the approval of ${tickets.join(' or ')}`, seen: tickets, needed: approved })
})
