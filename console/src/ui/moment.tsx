import { briefMoment, wholeMoment } from '../lib/instants.js'
import { useNow } from '../lib/use-now.js'

/** When something was: relative while fresh, the whole moment on hover. */
export const Moment = ({ at }: { at: string }) => {
  const now = useNow()
  return (
    <time dateTime={at} title={wholeMoment(at)}>
      {briefMoment(at, now)}
    </time>
  )
}
