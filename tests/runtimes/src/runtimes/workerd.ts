import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { startProcess } from './process.ts'
import type { Receiving } from './runtime.ts'

/** What Workers run on, with the web's standards and nothing of Node. Without `private`, a worker could not reach this machine. */
const configuration = (script: string) => `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${script}")],
  compatibilityDate = "2026-11-01",
);
`

/** Starts workerd with a worker, which is one file. */
export async function startWorkerd(command: string, script: string): Promise<Receiving> {
  const cwd = dirname(script)
  await writeFile(join(cwd, 'workerd.capnp'), configuration(basename(script)))
  return startProcess({ command, args: ['serve', 'workerd.capnp', '--control-fd=3'], cwd })
}
