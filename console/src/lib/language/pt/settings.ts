import type { settings as es } from '../es/settings.js'

export const settings: typeof es = {
  deskForm: {
    blocks: {
      outcomes: {
        title: 'Resultados de encerramento',
        intro: 'O que um agente pode escolher ao encerrar um ticket.',
      },
      reopening: {
        title: 'Reabertura e espera',
        intro: 'Até quando um ticket encerrado continua e quanto pode esperar pelo cliente.',
      },
      assignment: {
        title: 'Atribuição automática',
        intro: 'Quem recebe os tickets livres e quantos de cada vez.',
      },
      hours: {
        title: 'Horário de atendimento',
        intro: 'Os prazos em horas úteis correm somente dentro destes turnos.',
      },
      policies: {
        title: 'Prazos',
        intro: 'O que se promete para cada tipo de ticket. Prazos já em curso não mudam.',
      },
      escalation: {
        title: 'Descumprimentos',
        intro: 'De quanto em quanto tempo se repete um que ninguém recebeu.',
      },
    },
    asDelivered: 'Valores originais',
    discard: 'Desfazer alterações',
    toStandard: 'Voltar aos valores originais',
    takeTheirs: 'Usar os salvos',
    keepMine: 'Continuar com os meus',
    reopenWithin: 'Pode ser reaberto durante (horas)',
    waitAtMost: 'Espera máxima (dias)',
    releaseAfter: 'Liberar tickets de quem se desconecta após (minutos)',
    raiseAgain: 'Repetir a cada (minutos)',
    newOutcome: 'Novo',
    addOutcome: 'Adicionar resultado',
    addShift: 'Adicionar turno',
    closed: 'Sem atendimento',
    holidays: 'Feriados',
    national: 'Contar os feriados nacionais do Equador',
    moreHolidays: 'Outros dias sem atendimento',
    workedHolidays: 'Feriados com atendimento',
    addDay: 'Adicionar dia',
    hours: 'Horas',
    escalates: 'Escala ao vencer',
    readOnly: 'Somente um administrador pode mudá-los.',
    changedBy: (name: string) => `Alterado por ${name}`,
    saveNamed: (block: string) => `Salvar: ${block}`,
    overtaken: (name: string) =>
      `${name} salvou outros valores enquanto você mudava estes. Escolha quais ficam.`,
    theirs: (name: string) => `Salvo por ${name}`,
    removeNamed: (name: string) => `Remover ${name}`,
    outcomeIn: (place: number, language: 'es' | 'pt') =>
      `Resultado ${place} em ${language === 'es' ? 'espanhol' : 'português'}`,
    shift: (day: string, place: number, end: 0 | 1) =>
      `${day}, turno ${place}, ${end === 0 ? 'de' : 'até'}`,
    removeShift: (day: string, place: number) => `Remover o turno ${place} de ${day}`,
    addShiftOn: (day: string) => `Adicionar turno: ${day}`,
    days: {
      monday: 'Segunda-feira',
      tuesday: 'Terça-feira',
      wednesday: 'Quarta-feira',
      thursday: 'Quinta-feira',
      friday: 'Sexta-feira',
      saturday: 'Sábado',
      sunday: 'Domingo',
    },
    countings: {
      calendar: 'Horas corridas',
      business: 'Horas úteis',
      none: 'Sem prazo',
      'business-settings': 'Conforme o negócio',
    },
  },
}
