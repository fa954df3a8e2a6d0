import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

/** Bytes of some files. */
export interface Bytes {
  /** Minified. */
  min: number
  /** Minified, then gzipped file by file at the best level. */
  gzip: number
}

/** A bundle's bytes. */
export interface Bundle {
  /** What the program loads when it starts: the entry with everything that it imports statically. */
  start: Bytes
  /** What it only loads when it gets there: modules behind an `import()`. */
  later: Bytes
}

/** Bundles a program for a browser, as an application's build would: minified, split at `import()`, without unused exports. */
export async function bundle(folder: string, program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [program],
    absWorkingDir: folder,
    outdir: 'out',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    logLevel: 'error',
  })
  const atStart = loadedAtStart(metafile, program)
  const sum = (wanted: boolean) => {
    // The metafile's paths are relative to the folder, those of the files are not.
    const files = outputFiles.filter(({ path }) => [...atStart].some((start) => path.endsWith(`/${start}`)) === wanted)
    return {
      min: files.reduce((bytes, { contents }) => bytes + contents.byteLength, 0),
      gzip: files.reduce((bytes, { contents }) => bytes + gzipSync(contents, { level: 9 }).byteLength, 0),
    }
  }
  return { start: sum(true), later: sum(false) }
}

/** Paths of the entry and of all files that it cannot start without. */
function loadedAtStart({ outputs }: Metafile, program: string): Set<string> {
  const reached = new Set(Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === program))
  // A set may grow while it is walked: what is added is walked too.
  for (const path of reached) {
    for (const { kind, path: imported } of outputs[path]?.imports ?? []) if (kind === 'import-statement') reached.add(imported)
  }
  if (reached.size === 0) throw new Error('the bundle has no entry')
  return reached
}
