/** The forms that change the settings of the desk. */
export const settings = {
  deskForm: {
    blocks: {
      outcomes: {
        title: 'Resultados de cierre',
        intro: 'Lo que un agente puede elegir al cerrar un ticket.',
      },
      reopening: {
        title: 'Reapertura y espera',
        intro: 'Hasta cuándo un ticket cerrado sigue y cuánto puede esperar al cliente.',
      },
      assignment: {
        title: 'Asignación automática',
        intro: 'Quién recibe los tickets libres y cuántos a la vez.',
      },
      hours: {
        title: 'Horario de atención',
        intro: 'Los plazos en horas hábiles corren solo dentro de estos turnos.',
      },
      policies: {
        title: 'Plazos',
        intro: 'Lo prometido para cada clase de ticket. Los plazos ya corridos no cambian.',
      },
      escalation: {
        title: 'Incumplimientos',
        intro: 'Cada cuánto se repite uno que nadie recibió.',
      },
    },
    asDelivered: 'Valores originales',
    discard: 'Deshacer cambios',
    toStandard: 'Volver a los valores originales',
    takeTheirs: 'Usar los guardados',
    keepMine: 'Seguir con los míos',
    reopenWithin: 'Se puede reabrir durante (horas)',
    waitAtMost: 'Espera máxima (días)',
    releaseAfter: 'Liberar tickets de quien se desconecta tras (minutos)',
    raiseAgain: 'Repetir cada (minutos)',
    newOutcome: 'Nuevo',
    addOutcome: 'Agregar resultado',
    addShift: 'Agregar turno',
    closed: 'No se atiende',
    holidays: 'Feriados',
    national: 'Contar los feriados nacionales del Ecuador',
    moreHolidays: 'Otros días sin atención',
    workedHolidays: 'Feriados en los que sí se atiende',
    addDay: 'Agregar día',
    hours: 'Horas',
    escalates: 'Escala al vencer',
    readOnly: 'Solo un administrador puede cambiarlos.',
    changedBy: (name: string) => `Cambiado por ${name}`,
    saveNamed: (block: string) => `Guardar: ${block}`,
    overtaken: (name: string) =>
      `${name} guardó otros valores mientras usted cambiaba estos. Elija cuáles quedan.`,
    theirs: (name: string) => `Guardado por ${name}`,
    removeNamed: (name: string) => `Quitar ${name}`,
    outcomeIn: (place: number, language: 'es' | 'pt') =>
      `Resultado ${place} en ${language === 'es' ? 'español' : 'portugués'}`,
    shift: (day: string, place: number, end: 0 | 1) =>
      `${day}, turno ${place}, ${end === 0 ? 'desde' : 'hasta'}`,
    removeShift: (day: string, place: number) => `Quitar el turno ${place} del ${day}`,
    addShiftOn: (day: string) => `Agregar turno: ${day}`,
    days: {
      monday: 'Lunes',
      tuesday: 'Martes',
      wednesday: 'Miércoles',
      thursday: 'Jueves',
      friday: 'Viernes',
      saturday: 'Sábado',
      sunday: 'Domingo',
    },
    countings: {
      calendar: 'Horas corridas',
      business: 'Horas hábiles',
      none: 'Sin plazo',
      'business-settings': 'Según el negocio',
    },
  },
}
