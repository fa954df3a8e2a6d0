/**
 * The public address of the repository, such as `https://git.example.com/acme/sdk`, which packages also get when they are packed for release. If it is
 * undefined, the site has no links to the repository.
 */
export const repository = process.env.REPOSITORY_URL?.replace(/\/$/, '').replace(/\.git$/, '') || undefined
