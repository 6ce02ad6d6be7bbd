import { useQuery } from '@tanstack/react-query'
import type { DeskBlocksView } from '../../../../../src/api/contract/desk-settings.js'
import { keys } from '../../../lib/query-keys.js'
import { request } from '../../../lib/request.js'
import { Bones } from '../../../ui/bones.js'
import { Failure } from '../../../ui/failure.js'
import { BlockForm } from './block-form.js'
import { HoursFields } from './hours-fields.js'
import { OutcomeFields, withIds } from './outcome-fields.js'
import { PolicyFields } from './policy-fields.js'
import { AssignmentFields, EscalationFields, ReopeningFields } from './simple-fields.js'

/** The settings of the desk, block by block, for who may change them. */
export const DeskForms = () => {
  const blocks = useQuery({
    queryKey: keys.deskBlocks,
    queryFn: ({ signal }) => request<DeskBlocksView>('/api/settings/desk', { signal }),
  })
  if (blocks.error && !blocks.data) {
    return <Failure error={blocks.error} retry={() => void blocks.refetch()} />
  }
  if (!blocks.data) return <Bones count={5} height={40} />
  const { outcomes, reopening, assignment, hours, policies, escalation } = blocks.data
  return (
    <>
      <BlockForm name="outcomes" block={outcomes} Fields={OutcomeFields} finish={withIds} />
      <BlockForm name="reopening" block={reopening} Fields={ReopeningFields} />
      <BlockForm name="assignment" block={assignment} Fields={AssignmentFields} />
      <BlockForm name="hours" block={hours} Fields={HoursFields} />
      <BlockForm name="policies" block={policies} Fields={PolicyFields} />
      <BlockForm name="escalation" block={escalation} Fields={EscalationFields} />
    </>
  )
}
