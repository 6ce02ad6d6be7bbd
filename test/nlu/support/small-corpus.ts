import type { IntentCorpus } from '../../../src/nlu/classifier.js'

/** Enough to tell two intents, None and two languages apart, and trained in no time. */
export const smallCorpus: IntentCorpus = [
  {
    locale: 'es',
    entries: [
      {
        intent: 'sin_servicio',
        utterances: [
          'no tengo internet',
          'se fue la señal',
          'sin servicio de internet',
          'no hay señal en la tele',
        ],
        negatives: ['internet gratis en el parque'],
      },
      {
        intent: 'cancelar',
        utterances: [
          'quiero cancelar el servicio',
          'deseo dar de baja mi plan',
          'quiero retirar el internet',
          'cancelen mi línea',
        ],
        negatives: ['ya cancelé la planilla'],
      },
      {
        intent: 'None',
        utterances: ['cuánto cuesta un iphone', 'receta de seco de chivo', 'constructor'],
        negatives: [],
      },
    ],
  },
  {
    locale: 'pt',
    entries: [
      {
        intent: 'sin_servicio',
        utterances: ['estou sem internet', 'caiu o sinal', 'não tenho sinal na televisão'],
        negatives: [],
      },
      {
        intent: 'cancelar',
        utterances: ['quero cancelar o serviço', 'desejo encerrar meu plano'],
        negatives: [],
      },
    ],
  },
]
