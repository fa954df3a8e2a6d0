/** Settings after a request: what it names, over what there is, or over the defaults where the request replaces everything. */
export function changed<Settings extends object>(base: Settings, body: object): Settings {
  const known = Object.entries(definedOf(body)).filter(([name]) => name in base)
  return { ...base, ...Object.fromEntries(known) }
}

/** Leaves out what is undefined, so that it does not hide a default. */
export function definedOf<Given extends object>(given: Given): { [Name in keyof Given]: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]: Exclude<Given[Name], undefined>
  }
}
