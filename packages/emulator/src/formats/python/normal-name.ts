/** The normalised name, for comparisons and URLs. @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')
