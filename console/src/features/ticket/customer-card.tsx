import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { CustomerView } from '../../../../src/api/contract/customer.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { useSlots } from '../../lib/desk/slots.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Section } from '../../ui/section.js'
import { AboutCustomer } from './about-customer.js'
import { AboutTicket } from './about-ticket.js'
import classes from './customer-card.module.css'
import { Campaigns, EarlierConversations, EarlierTickets, Notes } from './customer-history.js'
import { Services } from './services.js'
import { SurveyAnswers } from './survey-answers.js'
import { TicketTags } from './ticket-tags.js'

type CustomerCardProps = {
  ticket: TicketView
  canWork: boolean
  /** Where the card covers the conversation: the way back to it. */
  onClose: (() => void) | null
}

type KnownProps = { ticket: TicketView; customer: CustomerView }

const count = (items: readonly unknown[]): string | undefined =>
  items.length > 0 ? String(items.length) : undefined

const Known = ({ ticket, customer }: KnownProps) => {
  const earlier = customer.tickets.filter(({ id }) => id !== ticket.id)
  const others = customer.conversations.filter(({ current }) => !current)
  return (
    <>
      <Section name="services" title={t.card.services} aside={count(customer.services)}>
        <Services services={customer.services} />
      </Section>
      <Section name="notes" title={t.card.notes} aside={count(customer.notes)} startsFolded>
        <Notes notes={customer.notes} />
      </Section>
      <Section
        name="campaigns"
        title={t.card.campaigns}
        aside={count(customer.campaigns)}
        startsFolded
      >
        <Campaigns campaigns={customer.campaigns} />
      </Section>
      <Section name="earlier" title={t.card.earlier} aside={count(earlier)} startsFolded>
        <EarlierTickets tickets={earlier} />
        <EarlierConversations conversations={others} current={ticket.conversationId} />
      </Section>
    </>
  )
}

/** Beside the conversation: who the customer is, what they answered, how the ticket stands. */
export const CustomerCard = ({ ticket, canWork, onClose }: CustomerCardProps) => {
  const { panels } = useSlots()
  const customer = useQuery({
    queryKey: keys.customer(ticket.conversationId),
    queryFn: ({ signal }) =>
      request<CustomerView>(`/api/conversations/${ticket.conversationId}/customer`, { signal }),
  })
  return (
    <aside className={classes.card} aria-label={t.actions.details}>
      {onClose ? (
        <p className={classes.top}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t.panes.toConversation}
            onClick={onClose}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
          {t.actions.details}
        </p>
      ) : null}
      {panels.map(({ id, title, lines, Panel }) => (
        <Section key={id} name={id} title={title}>
          <Suspense fallback={<Bones count={lines} height={20} />}>
            <Panel ticket={ticket} canWork={canWork} />
          </Suspense>
        </Section>
      ))}
      <Section name="customer" title={ticket.contact.name ?? t.common.unknownName}>
        <AboutCustomer ticket={ticket} customer={customer.data} />
        <TicketTags ticket={ticket} />
      </Section>
      <Section name="answers" title={t.card.answers}>
        <SurveyAnswers answers={ticket.answers} />
      </Section>
      <Section name="ticket" title={t.card.ticket}>
        <AboutTicket ticket={ticket} />
      </Section>
      {customer.data ? (
        <Known ticket={ticket} customer={customer.data} />
      ) : customer.error ? (
        <Failure error={customer.error} retry={() => void customer.refetch()} />
      ) : (
        <Bones count={3} height={24} />
      )}
    </aside>
  )
}
