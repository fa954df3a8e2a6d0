/**
 * Runs one benchmark and prints its tables: `bench.ts NAME [--json FILE]`. With `--json`, its figures go to the file as well.
 */
import { writeFile } from 'node:fs/promises'
import { benchmarks } from './benchmarks.ts'
import { type Command, readCommand } from './command.ts'
import { formatTable } from './table.ts'

const command = understand()
if (command !== undefined) await bench(command)

function understand(): Command | undefined {
  try {
    return readCommand(process.argv.slice(2), benchmarks)
  } catch (cause) {
    // A wrong name is the caller's slip, so a stack would only hide the list of right ones.
    process.stderr.write(`${(cause as Error).message}\n`)
    process.exitCode = 1
    return undefined
  }
}

async function bench({ name, json }: Command): Promise<void> {
  const benchmark = benchmarks[name]
  if (benchmark === undefined) throw new Error(`no benchmark ${name}`)
  // Some take minutes without a word.
  process.stderr.write(`Measuring ${benchmark.about} …\n`)
  const outcome = await benchmark.run()
  process.stdout.write(`\n${outcome.tables.map(formatTable).join('\n')}`)
  if (json !== undefined) await writeFile(json, `${JSON.stringify(outcome.figures, undefined, 2)}\n`)
}
