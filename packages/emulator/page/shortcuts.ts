/** What the keys do, for people. */
export const shortcuts = [
  ['1 to 9', 'The views, in the order of the menu'],
  ['/', 'To the search or filter'],
  ['j, k', 'To the next and the previous row'],
  ['Enter', 'Open it'],
  ['n, p', 'The next and the previous page'],
  ['u', 'Up: from a detail to its list'],
  ['.', 'Pause, or go on'],
  ['Escape', 'Leave a field, close this'],
  ['?', 'This list'],
] as const
