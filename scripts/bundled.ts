/**
 * For `dts.compilerOptions` of tsup: where private packages are that are part of what is built. Found by way of `node_modules` they would be
 * foreign to the program that declarations come from, and each of their files would have one of its own, with all of Node's types in it.
 */
export const pathsTo = (...names: readonly string[]): { paths: Record<string, string[]> } => ({
  paths: Object.fromEntries(
    names.map((name) => [`@cloudsmith-sdk/${name}`, [new URL(`../packages/${name}/src/index.ts`, import.meta.url).pathname]]),
  ),
})
