/**
 * Runs one benchmark and prints its tables: `bench.ts NAME [--json FILE] [--record]`. With `--json`, its figures go to the file as well; with
 * `--record`, they are kept in `results` with the machine and the day.
 */
import { writeFile } from 'node:fs/promises'
import { benchmarks } from './benchmarks.ts'
import { type Command, readCommand } from './command.ts'
import { machineNow, record } from './record.ts'
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

async function bench({ name, json, isRecorded }: Command): Promise<void> {
  const benchmark = benchmarks[name]
  if (benchmark === undefined) throw new Error(`no benchmark ${name}`)
  // Some take minutes without a word.
  process.stderr.write(`Measuring ${benchmark.about} …\n`)
  const machine = machineNow()
  const outcome = await benchmark.run()
  process.stdout.write(`\n${outcome.tables.map(formatTable).join('\n')}`)
  if (json !== undefined) await writeFile(json, `${JSON.stringify(outcome.figures, undefined, 2)}\n`)
  if (!isRecorded) return
  const date = new Date().toISOString().slice(0, 10)
  await record({ name, about: benchmark.about, date, machine, ...outcome })
}
