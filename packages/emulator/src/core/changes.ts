/** Settings after a request. Pass the current settings for a partial change, or the defaults if the request replaces everything. */
export function changed<Settings extends object>(base: Settings, body: object): Settings {
  const known = Object.entries(definedOf(body)).filter(([name]) => name in base)
  return { ...base, ...Object.fromEntries(known) }
}

/** Leaves out undefined fields, which would otherwise hide defaults. */
export function definedOf<Given extends object>(given: Given): { [Name in keyof Given]: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]: Exclude<Given[Name], undefined>
  }
}
