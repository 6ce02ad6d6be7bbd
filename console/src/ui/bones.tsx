import { Skeleton } from '@mantine/core'
import { t } from '../lib/language/messages.js'

type BonesProps = {
  count: number
  /** Height in pixels of what will come, so that nothing jumps when it does. */
  height: number
  gap?: number
}

export const Bones = ({ count, height, gap = 8 }: BonesProps) => (
  <div role="status" aria-label={t.common.loading} style={{ display: 'grid', gap, padding: 16 }}>
    {Array.from({ length: count }, (_, index) => (
      <Skeleton key={index} height={height} radius={8} />
    ))}
  </div>
)
