export type PermanenceTier = { upToMonth: number; fee: number; feeWithTax: number }

/**
 * The fee for leaving in the given month of service (domain.md D2). `month` counts from 1: the ninth month is 9. The first tier
 * that reaches it decides; past the last tier there is none.
 */
export const permanenceFee = (
  tiers: readonly PermanenceTier[],
  month: number,
): { fee: number; feeWithTax: number } => {
  const tier = [...tiers]
    .sort((a, b) => a.upToMonth - b.upToMonth)
    .find(({ upToMonth }) => Math.max(1, month) <= upToMonth)
  return tier ? { fee: tier.fee, feeWithTax: tier.feeWithTax } : { fee: 0, feeWithTax: 0 }
}
