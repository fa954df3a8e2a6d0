type Environment = Readonly<Record<string, string | undefined>>

/** The person who started the pipeline, as reported by GitHub, GitLab, Azure Pipelines, Buildkite, or Jenkins with its plugin `build-user-vars`. */
export const requesterIn = (env: Environment): string | undefined =>
  env.GITHUB_ACTOR ||
  env.GITLAB_USER_LOGIN ||
  env.BUILD_REQUESTEDFOREMAIL ||
  env.BUILDKITE_BUILD_CREATOR_EMAIL ||
  env.BUILD_USER_ID ||
  undefined

/** The person who started this job, if the CI system distinguishes that from who started the pipeline. */
export const personAtWork = (env: Environment): string | undefined => env.GITHUB_ACTOR || env.GITLAB_USER_LOGIN || undefined
