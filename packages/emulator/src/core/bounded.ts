/** Adds to a list of at most `most` items. If that makes it too long, removes and returns the oldest item. */
export function addBounded<Item>(list: Item[], item: Item, most: number): Item | undefined {
  list.push(item)
  return list.length > most ? list.shift() : undefined
}
