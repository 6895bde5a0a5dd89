/** Dutch of announcements, calls, rounds and help, as far as everybody's page has it from the start. */

export const gatheringNl = {
  'gathering.title': 'Mededelingen en hulp',
  'gathering.unread_one': 'Mededelingen en hulp, {{count}} nieuwe mededeling',
  'gathering.unread_other': 'Mededelingen en hulp, {{count}} nieuwe mededelingen',
  'gathering.help': 'Vraag hulp',
  'gathering.loading': 'Even wachten…',
  'gathering.failed': 'Dit kon niet worden geladen. Kijk of je internet werkt.',
  'gathering.retry': 'Probeer opnieuw',

  'reason.no_call': 'Deze oproep is al voorbij.',
  'reason.no_countdown': 'Er loopt geen aftelklok. Stel er eerst een in.',
  'reason.no_rounds': 'Er zijn nu geen rondes. Een host kan ze openen.',
  'reason.no_round': 'Er is nu geen ronde bezig.',
  'reason.round_running': 'Er is al een ronde bezig. Beëindig die eerst.',
  'reason.nobody_willing': 'Er doen nog geen twee mensen mee. Wacht tot meer mensen zich aanmelden.',
  'reason.no_help': 'Deze hulpvraag is er niet meer.',
  'reason.time': 'Kies een moment dat nog komt, hooguit een week vooruit.',
  'reason.link': 'Deze link kan niet. Gebruik een adres dat met https:// begint.',
  'reason.unknown_zone': 'Deze plek is er niet meer. Kies een andere.',
  'reason.unknown_island': 'Dit eiland is niet open. Kies een ander.',
} as const;
