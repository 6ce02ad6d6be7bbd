import { z } from 'zod'

/** The catalogue (intents.md). Fixed: tests, reports and outside measurements use these ids. */
export const intentIds = [
  'mensaje_real',
  'campana_dirigida',
  'numero_envio',
  'canal_consultas',
  'encuesta_sin_contacto',
  'no_recibi',
  'asesor_envio',
  'cumpleanos',
  'aniversario',
  'beneficios',
  'programacion_tv',
  'encuesta_retencion',
  'equipos_como',
  'equipos_donde',
  'equipos_turno',
  'equipos_plazo',
  'equipos_valores',
  'equipos_ya_entregue',
  'equipos_asunto',
  'equipos_reclamo_acta',
  'cancelar',
  'sin_servicio',
  'falla_masiva',
  'bloqueo_pago',
  'agendar_tecnico',
  'tecnico_no_llego',
  'factura_reclamo',
  'factura_electronica',
  'contrato_permanencia',
  'cambio_direccion',
  'cambio_titular',
  'actualizar_datos',
  'canales_atencion',
  'humano',
  'baja_mensajes',
  'queja',
  'regulador',
  'saludo',
  'gracias',
  'despedida',
  'si',
  'no',
  'numero_equivocado',
  'idioma',
] as const
export type IntentId = (typeof intentIds)[number]
export const isIntentId = (id: string): id is IntentId =>
  (intentIds as readonly string[]).includes(id)

/** One FAQ entry: what the bot says for an intent in each language. */
export type FrequentQuestion = {
  intent: IntentId
  answer: { es: string; pt: string }
  /** The call script (A1) follows as a message of its own. */
  callScript: boolean
}

/** What the classifier made of a message; the domain's own view of it. */
export type Understanding = {
  /** Accepted intents in the order they were said: none, one, or two (domain.md C3). */
  intents: IntentId[]
  decision: 'answer' | 'ask' | 'reject'
  /** Best first, also when nothing was accepted. */
  alternatives: { intent: IntentId; score: number }[]
  language: 'es' | 'pt'
  normalized: string
  /** Names the model that said so. */
  model?: string
}

/** A file `intents/<topic>.<locale>.json`. */
export const corpusFile = z.object({
  name: z.string(),
  locale: z.enum(['es', 'pt']),
  data: z.array(
    z.object({
      intent: z.string(),
      utterances: z.array(z.string()).default([]),
      noise: z.array(z.string()).default([]),
      negatives: z.array(z.string()).default([]),
      near: z.array(z.string()).default([]),
      far: z.array(z.string()).default([]),
      tests: z.array(z.string()).default([]),
      answers: z.array(z.string()).default([]),
      callScript: z.boolean().default(false),
    }),
  ),
})
export type CorpusFile = z.infer<typeof corpusFile>
