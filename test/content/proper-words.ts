/** Names and words of the trade that stand in our texts and in no dictionary; what `conversations/checks.json` keeps is not here. */
export const properWords: Record<'es' | 'pt', readonly string[]> = {
  es: ['Defensoría', 'Fabio', 'Gerusa', 'Renato', 'ticket', 'TV'],
  // The names of places and papers in Ecuador stay Spanish in a Portuguese text.
  pt: [
    'Atención',
    'Defensoría',
    'Jefatura',
    'Pueblo',
    'Retención',
    'acta',
    'checklist',
    'recepción',
    'ticket',
  ],
}

/** Nouns that lost their accent: dictionaries know them as verbs, which no text of ours means. */
export const unaccentedNouns: Record<'es' | 'pt', readonly string[]> = {
  es: ['credito', 'dialogo', 'numero', 'publico', 'tramite', 'transito', 'ultima', 'ultimo'],
  pt: ['credito', 'dialogo', 'numero', 'publico', 'tramite', 'transito', 'ultima', 'ultimo'],
}

type Exception = { place: string; language: 'es' | 'pt'; words: readonly string[]; reason: string }

/** Texts that go out as they are, whatever a dictionary says. */
export const exceptions: readonly Exception[] = [
  {
    place: 'phrases.es.json equipmentCharged',
    language: 'es',
    words: ['numero'],
    reason: 'domain.md B2 asks for this text to the letter',
  },
  {
    place: 'phrases.es.json equipmentNotCharged',
    language: 'es',
    words: ['numero'],
    reason: 'domain.md B3 asks for this text to the letter',
  },
  {
    place: 'phrases.pt.json callScript',
    language: 'pt',
    words: [
      ...['medio', 'recibir', 'tus', 'llamadas', 'atención'],
      ...['requerimientos', 'puedes', 'llamar'],
    ],
    reason: 'domain.md A1 asks for the Spanish text to the letter, whatever the language',
  },
]
