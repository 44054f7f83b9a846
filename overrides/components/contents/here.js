/**
 * Which heading the reader is under, by its index; -1 above the first.
 *
 * @param {number[]} tops the upper edge of each heading, in pixels from that of the window, in the order of the page
 * @param {number} line where a heading stands whose link was followed
 * @param {boolean} atEnd whether the page cannot be scrolled further: its last headings never reach the line
 */
export function here(tops, line, atEnd) {
  return atEnd ? tops.length - 1 : tops.findLastIndex((top) => top <= line);
}
