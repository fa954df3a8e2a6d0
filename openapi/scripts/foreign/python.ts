import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { apis, documentNames, run, type Toolchain } from './toolchain.ts'

const python = (folder: string) => join(folder, 'bin', 'python')

/** Prints a document as JSON that PyYAML has parsed, in the order of its keys. */
const load = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding="utf-8")), sort_keys=True))'

/** PyYAML, which reads YAML 1.1, and openapi-python-client. */
export const pythonTools: Toolchain = {
  name: 'Python',
  async install(folder) {
    await run('python3', ['-m', 'venv', folder])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1']
    await run(python(folder), [...pip, 'pyyaml', 'openapi-python-client'])
  },
  checks: [
    {
      name: 'yaml.safe_load reads what the JSON says',
      documents: documentNames,
      async run({ folder, path }) {
        const { stdout } = await run(python(folder), ['-c', load, path])
        const json = await run(python(folder), ['-c', load, path.replace(/\.yaml$/, '.json')])
        // The JSON document refers to other JSON documents.
        if (stdout.replaceAll('.yaml#', '.json#') !== json.stdout) throw new Error('the YAML differs from the JSON')
        JSON.parse(await readFile(path.replace(/\.yaml$/, '.json'), 'utf8'))
      },
    },
    {
      name: 'openapi-python-client generates a client that can be imported',
      documents: apis,
      async run({ folder, path, name }) {
        const output = join(folder, `client_${name.replaceAll('-', '_')}`)
        const args = ['generate', '--path', path, '--output-path', output, '--meta', 'none', '--overwrite']
        const { stdout } = await run(join(folder, 'bin', 'openapi-python-client'), args)
        // It leaves out what it cannot parse, with a warning. Operations must not be among them.
        if (/unsupported|unable to parse|will not be generated/i.test(stdout)) throw new Error(stdout)
        await run(python(folder), ['-m', 'compileall', '-q', output])
        await run(python(folder), ['-c', `import client_${name.replaceAll('-', '_')}.models`], { cwd: folder })
      },
    },
  ],
}
