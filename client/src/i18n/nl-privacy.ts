/** What is kept of one, and what one can choose about it: Dutch. */

export const privacyNl = {
  'path.keep': 'Bewaar ook mijn looproute',
  'path.keep.help': 'Dat hoeft niet. Zonder vinkje bewaren we niet waar je loopt. Je kunt dit steeds veranderen.',
  'path.title': 'Wat er van je bewaard wordt',
  'path.series':
    'Dit evenement hoort bij een reeks. De organisatie kan zien wie er bij meer evenementen van de reeks was.',
  'path.rights': 'Je kunt altijd zien wat er van je bewaard is, het downloaden en het laten wissen.',
  'trail.link': 'Bekijk wat er van je bewaard is',
  'trail.link.help': 'Hier kun je alles zien, downloaden en wissen. Deze link is alleen voor jou.',
  'trail.loading': 'Even wachten, we zoeken op wat er van je bewaard is…',
  'trail.failed': 'Deze pagina kon niet worden geladen. Kijk of je internet het doet en laad de pagina opnieuw.',
};
