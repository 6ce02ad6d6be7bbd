import type { CustomerView } from '../../../../src/api/contract/customer.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { calendarDay } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import classes from './customer-card.module.css'
import { Fact } from './fact.js'

const Consent = ({ consent }: Pick<CustomerView, 'consent'>) => (
  <>
    {consent.optedOutAt ? (
      <p className={classes.warning}>{t.card.optedOut(calendarDay(consent.optedOutAt))}</p>
    ) : null}
    {consent.wrongNumberAt ? (
      <p className={classes.warning}>{t.card.wrongNumber(calendarDay(consent.wrongNumberAt))}</p>
    ) : null}
  </>
)

const mayReceive = ({ consent }: CustomerView): string =>
  consent.mayReceiveCampaigns ? t.card.mayReceive : t.card.mayNotReceive

type AboutCustomerProps = { ticket: TicketView; customer: CustomerView | undefined }

/** How to reach the customer, and what they allowed. What comes from elsewhere fills in when it is here. */
export const AboutCustomer = ({ ticket, customer }: AboutCustomerProps) => (
  <>
    {customer ? <Consent consent={customer.consent} /> : null}
    <dl className={classes.facts}>
      <Fact name={t.card.phone}>
        <span className="figures" title={ticket.contact.phoneMasked ? t.card.masked : undefined}>
          {ticket.contact.phoneDisplay ?? t.common.unknownPhone}
        </span>
      </Fact>
      <Fact name={t.card.channel}>{t.channels.names[ticket.channel] ?? ticket.channel}</Fact>
      <Fact name={t.card.language}>
        {customer?.language ? t.card.languages[customer.language] : t.common.none}
      </Fact>
      <Fact name={t.card.nationalId}>
        <span className="figures">{customer?.nationalId ?? t.common.none}</span>
      </Fact>
      <Fact name={t.card.consent}>{customer ? mayReceive(customer) : t.common.none}</Fact>
    </dl>
  </>
)
