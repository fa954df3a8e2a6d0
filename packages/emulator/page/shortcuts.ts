/** Descriptions of the keyboard shortcuts. */
export const shortcuts = [
  ['1 to 9', 'Views, in the order of the menu'],
  ['/', 'Go to the search or filter'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['n, p', 'Next and previous page'],
  ['u', 'Up: from a detail to its list'],
  ['.', 'Pause or continue live updates'],
  ['Escape', 'Leave a field, close this list'],
  ['?', 'This list'],
] as const
