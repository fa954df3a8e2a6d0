type Environment = Readonly<Record<string, string | undefined>>

/** Who started the pipeline, as CI systems say: GitHub, GitLab, Azure Pipelines, Buildkite, Jenkins with its plugin `build-user-vars`. */
export const requesterIn = (env: Environment): string | undefined =>
  env.GITHUB_ACTOR ||
  env.GITLAB_USER_LOGIN ||
  env.BUILD_REQUESTEDFOREMAIL ||
  env.BUILDKITE_BUILD_CREATOR_EMAIL ||
  env.BUILD_USER_ID ||
  undefined

/** Who started this very job, where a system tells that from who started its pipeline. */
export const personAtWork = (env: Environment): string | undefined => env.GITHUB_ACTOR || env.GITLAB_USER_LOGIN || undefined
