/** Adds to a list, and takes the oldest away where it would have more than `most`: that is returned. */
export function addBounded<Item>(list: Item[], item: Item, most: number): Item | undefined {
  list.push(item)
  return list.length > most ? list.shift() : undefined
}
