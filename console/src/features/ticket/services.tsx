import type { CustomerView } from '../../../../src/api/contract/customer.js'
import { calendarDay } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import classes from './customer-card.module.css'

type Service = CustomerView['services'][number]

const money = (amount: number): string =>
  amount.toLocaleString(t.locale, { style: 'currency', currency: 'USD' })

const permanence = ({ months, month, fee, feeWithTax }: NonNullable<Service['permanence']>) => {
  const place = month === null ? t.card.permanence(months) : t.card.permanenceMonth(month, months)
  if (fee === null) return place
  return `${place}. ${t.card.permanenceFee(money(fee), money(feeWithTax ?? fee))}`
}

const equipment = ({ charged, delivered, deadline }: NonNullable<Service['equipment']>): string => {
  if (delivered) return t.card.equipmentDelivered
  const charge = charged ? t.card.equipmentCharged : t.card.equipmentPending
  return deadline ? `${charge}, ${t.card.equipmentUntil(calendarDay(deadline))}` : charge
}

const since = ({ retiredAt, since: start }: Service): string => {
  if (retiredAt) return t.card.serviceRetired(calendarDay(retiredAt))
  return start ? t.card.serviceSince(start.slice(0, 4)) : ''
}

/** What the customer has or had, with the contract: permanence, invoice, equipment. */
export const Services = ({ services }: { services: Service[] }) => {
  if (services.length === 0) return <p className="quiet">{t.card.noServices}</p>
  return (
    <ul className={classes.list}>
      {services.map((service, index) => (
        <li key={index}>
          <p>
            <strong>{t.ticket.services[service.kind]}</strong>
            {service.number ? <span className="figures"> {service.number}</span> : null}
            <span className="quiet"> {since(service)}</span>
          </p>
          {service.permanence ? <p className="quiet">{permanence(service.permanence)}</p> : null}
          {service.equipment ? <p className="quiet">{equipment(service.equipment)}</p> : null}
          {service.electronicInvoice ? (
            <p className="quiet">{t.card.invoice(service.electronicInvoice)}</p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
