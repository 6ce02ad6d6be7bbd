/**
 * One cell of a CSV for spreadsheets. A text that a spreadsheet would run as a formula gets an apostrophe in front (also
 * behind leading blanks), and every cell is quoted (security.md 24).
 */
export const csvCell = (value: string): string => {
  const harmless = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(value)
    ? `'${value}`
    : value
  return `"${harmless.replaceAll('"', '""')}"`
}
