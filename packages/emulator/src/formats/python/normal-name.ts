/** A name as it is compared, and as it stands in addresses. @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')
