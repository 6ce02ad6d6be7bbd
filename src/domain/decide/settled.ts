import type { IntentId } from '../intent.js'

/** What an answer says as well: the truth about one's survey (domain.md A6) and who gets a greeting (A7). */
const saysAsWell: Partial<Record<IntentId, ReadonlySet<IntentId>>> = {
  encuesta_sin_contacto: new Set<IntentId>(['encuesta_retencion']),
  no_recibi: new Set<IntentId>(['cumpleanos', 'aniversario']),
}

/** Facts of a campaign: nothing to be told of beside the warning that we sent none (domain.md A2). */
const ofCampaigns: ReadonlySet<IntentId> = new Set<IntentId>([
  'cumpleanos',
  'aniversario',
  'beneficios',
  'programacion_tv',
  'encuesta_retencion',
])

/** What somebody says who is no customer; beside anything else "wrong number" was misheard, and it cannot be taken back. */
const ofStrangers: ReadonlySet<IntentId> = new Set<IntentId>([
  'numero_equivocado',
  'baja_mensajes',
  'mensaje_real',
  'numero_envio',
  'queja',
  'humano',
])

/**
 * The intents of a message that need an answer of their own, in order: who says "I answered the whole survey and nobody
 * called" asks one thing (domain.md C3 wants each request answered, and none twice). `isOurs`: the send ledger holds a
 * communication to this customer.
 */
export const withoutSettled = (intents: readonly IntentId[], isOurs: boolean): IntentId[] =>
  intents.filter(
    (intent) =>
      !intents.some((other) => saysAsWell[other]?.has(intent)) &&
      !(intents.includes('mensaje_real') && !isOurs && ofCampaigns.has(intent)) &&
      !(intent === 'numero_equivocado' && intents.some((other) => !ofStrangers.has(other))),
  )
