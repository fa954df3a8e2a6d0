import type { Rule } from '../generated/requests.ts'

/** What the emulator accepts: a rule of the API description, with additions of the emulator's own. */
export interface Taken extends Rule {
  /** Enum values match in any case. */
  readonly isAnyCase?: true
  /** An invalid query parameter counts as not given. */
  readonly isIgnoredWhereWrong?: true
}

/** A place where the emulator deliberately accepts other requests than the description says. */
export interface Difference {
  /** A pattern for the operation ids. */
  readonly operations: RegExp
  readonly in: 'body' | 'query'
  /** A field of the body, or a query parameter. */
  readonly field: string
  /** What applies there instead. */
  readonly change: Omit<Taken, 'properties' | 'items'>
  /** A value that is accepted only here, or only by the description. */
  readonly example: unknown
  readonly why: string
}

const ignored = { isIgnoredWhereWrong: true } as const

/** All differences between the requests that the description allows and those that the emulator accepts. */
export const differences: readonly Difference[] = [
  {
    operations: /^packages_tag$/,
    in: 'body',
    field: 'action',
    change: { isAnyCase: true },
    example: 'add',
    why: "The vendor's tools send the action in lower case, others as it is described, so the case cannot matter.",
  },
  ...['source_kind', 'classification'].map(
    (field): Difference => ({
      operations: /^metadata_packages_list$/,
      in: 'query',
      field,
      change: { isAnyCase: true },
      example: 'UPSTREAM',
      why: "The vendor's command line filters in lower case, while answers have the same words in capitals.",
    }),
  ),
  {
    operations: /^repos_(?:create|partial_update)$/,
    in: 'body',
    field: 'repository_type_str',
    change: { enum: ['Public', 'Private'] },
    example: 'Open-Source',
    why: 'The API returns open-source repositories, but cannot create them.',
  },
  {
    operations: /^repos_(?:create|partial_update)$/,
    in: 'body',
    field: 'slug',
    change: { pattern: '^[-a-zA-Z0-9_]*$' },
    example: 'a/b',
    why: 'The slug is part of paths: with a slash in it, the repository could not be addressed.',
  },
  {
    operations: /./,
    in: 'query',
    field: 'page',
    change: ignored,
    example: 'first',
    why: 'It is not known how the service refuses a page that is not a number: the emulator returns the first one.',
  },
  {
    operations: /./,
    in: 'query',
    field: 'page_size',
    change: ignored,
    example: 'first',
    why: 'It is not known how the service refuses a size that is not a number: the emulator returns pages of the default size.',
  },
  {
    operations: /^(?!workspaces_policies)/,
    in: 'query',
    field: 'sort',
    change: ignored,
    example: 'nonsense',
    why: 'A list that cannot be sorted by a word comes in its usual order, as is the habit of the framework that the service is made with.',
  },
]
