/**
 * Where the sources are found by everyone, such as `https://git.example.com/acme/sdk`: the address that packages get when they are packed for
 * release. Undefined where nobody says: then nothing leads there.
 */
export const repository = process.env.REPOSITORY_URL?.replace(/\/$/, '').replace(/\.git$/, '') || undefined
