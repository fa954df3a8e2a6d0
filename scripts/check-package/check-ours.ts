/**
 * Compiles the project in the working directory, as `tsc --project tsconfig.json` does, but checks only what lies in it: programs, and the
 * packages that are unpacked there. Declarations of dependencies, which links lead to, are not ours to mend, and checking all of Node's takes
 * longer than checking ours. Says what is wrong as the compiler would, and then ends with 1.
 *
 * Its argument is the compiler's library: those that have none are quick enough without this.
 */
import { join } from 'node:path'
import type typescript from 'typescript'

const [library = ''] = process.argv.slice(2)
const { default: ts } = (await import(library)) as { default: typeof typescript }

const project = process.cwd()
const config = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile)
const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config.config, ts.sys, project)
const program = ts.createProgram(fileNames, options)
const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${project}/`))
const problems = [
  ...(config.error ? [config.error] : errors),
  ...program.getOptionsDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  // A file at a time: all of them at once are checked again, dependencies included, before anything is written.
  ...ours.filter(({ isDeclarationFile }) => !isDeclarationFile).flatMap((file) => program.emit(file).diagnostics),
]
const host = { getCurrentDirectory: () => project, getNewLine: () => '\n', getCanonicalFileName: (name: string) => name }
console.log(ts.formatDiagnostics(problems, host))
process.exitCode = problems.length === 0 ? 0 : 1
