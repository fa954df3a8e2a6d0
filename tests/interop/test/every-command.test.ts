import { describe, expect, inject, test } from 'vitest'
import { readHelp } from '../src/commands.ts'
import { untried } from '../src/untried.ts'

const path = inject('cloudsmith')
const help = path === undefined ? undefined : readHelp(path, inject('log'))
const commands = help?.commands.map(({ name, isTried }) => [name || 'cloudsmith', isTried] as const) ?? []
const options = [...(help?.options ?? [])]

/** Fails for what nobody has tried, unless there is a reason: then it is skipped, and counted. */
function isTried(name: string, wasTried: boolean, skip: (reason: string) => void) {
  const reason = untried[name]
  if (reason !== undefined && !wasTried) skip(reason)
  expect({ wasTried, reason }, name).toEqual({ wasTried: true })
}

describe.skipIf(help === undefined)('of all that the help of the command line lists', () => {
  test.for(commands)('the command %s was run against the emulator', ([name, wasTried], { skip }) => isTried(name, wasTried, skip))

  test.for(options)('the option %s was given', ([name, wasTried], { skip }) => isTried(name, wasTried, skip))

  test('nothing is left out that is not there', () => {
    const known = [...commands, ...options].map(([name]) => name)
    expect(Object.keys(untried).filter((name) => !known.includes(name))).toEqual([])
  })
})
