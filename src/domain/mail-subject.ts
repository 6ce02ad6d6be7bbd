/**
 * `CEDULA//APELLIDOS Y NOMBRES//LINEA DE NEGOCIO` (domain.md B8): upper case, single spaces; accents stay, as in the
 * document's own example.
 */
export const mailSubject = (parts: {
  nationalId: string
  fullName: string
  service: string
}): string =>
  [parts.nationalId, parts.fullName, parts.service]
    .map((part) => part.trim().replace(/\s+/g, ' ').toUpperCase())
    .join('//')

/** Module-10 check of an Ecuadorian cédula. False only warns (B8: the document's own example fails it). */
export const isNationalIdValid = (nationalId: string): boolean => {
  if (!/^\d{10}$/.test(nationalId)) return false
  const province = Number(nationalId.slice(0, 2))
  if ((province < 1 || province > 24) && province !== 30) return false
  const digits = [...nationalId].map(Number)
  const sum = digits.slice(0, 9).reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? digit * 2 : digit
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
  return (10 - (sum % 10)) % 10 === digits[9]
}
