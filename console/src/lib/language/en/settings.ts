import type { settings as es } from '../es/settings.js'

export const settings: typeof es = {
  deskForm: {
    blocks: {
      outcomes: {
        title: 'Closing outcomes',
        intro: 'What an agent may choose when a ticket is closed.',
      },
      reopening: {
        title: 'Reopening and waiting',
        intro: 'How long a closed ticket goes on, and how long one may wait for the customer.',
      },
      assignment: {
        title: 'Automatic assignment',
        intro: 'Who gets the free tickets, and how many at once.',
      },
      hours: {
        title: 'Business hours',
        intro: 'Time counted in business hours runs only within these shifts.',
      },
      policies: {
        title: 'Promises',
        intro: 'What is promised for each kind of ticket. Clocks that run already do not change.',
      },
      escalation: {
        title: 'Breaches',
        intro: 'How often one that nobody acknowledged is raised again.',
      },
    },
    asDelivered: 'As delivered',
    discard: 'Discard changes',
    toStandard: 'Back to what was delivered',
    takeTheirs: 'Use the saved ones',
    keepMine: 'Go on with mine',
    reopenWithin: 'May be reopened within (hours)',
    waitAtMost: 'Longest wait (days)',
    releaseAfter: 'Release the tickets of who is offline after (minutes)',
    raiseAgain: 'Raise again every (minutes)',
    newOutcome: 'New',
    addOutcome: 'Add outcome',
    addShift: 'Add shift',
    closed: 'Closed',
    holidays: 'Holidays',
    national: "Count Ecuador's national holidays",
    moreHolidays: 'Other days off',
    workedHolidays: 'Holidays that are worked',
    addDay: 'Add day',
    hours: 'Hours',
    escalates: 'Escalates when over',
    readOnly: 'Only an administrator can change them.',
    changedBy: (name: string) => `Changed by ${name}`,
    saveNamed: (block: string) => `Save: ${block}`,
    overtaken: (name: string) =>
      `${name} saved other values while you were changing these. Choose which are to stay.`,
    theirs: (name: string) => `Saved by ${name}`,
    removeNamed: (name: string) => `Remove ${name}`,
    outcomeIn: (place: number, language: 'es' | 'pt') =>
      `Outcome ${place} in ${language === 'es' ? 'Spanish' : 'Portuguese'}`,
    shift: (day: string, place: number, end: 0 | 1) =>
      `${day}, shift ${place}, ${end === 0 ? 'from' : 'to'}`,
    removeShift: (day: string, place: number) => `Remove shift ${place} of ${day}`,
    addShiftOn: (day: string) => `Add shift: ${day}`,
    days: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    countings: {
      calendar: 'Calendar hours',
      business: 'Business hours',
      none: 'No promise',
      'business-settings': 'As the business set',
    },
  },
}
