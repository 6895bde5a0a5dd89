/** Why something is refused, in Dutch. Keys are `reason.` and a reason code of docs/protocol.md. */

export const reasonsNl = {
  'reason.version': 'Er is een nieuwe versie van Eiland. Laad deze pagina opnieuw.',
  'reason.bad_message':
    'De server begreep je browser niet. Laad de pagina opnieuw. Gaat het weer mis? Vertel het de organisatie.',
  'reason.name': 'Deze naam kan niet. Kies een naam van 1 tot 40 letters.',
  'reason.look': 'Dit uiterlijk kan niet. Kies een ander poppetje.',
  'reason.link_missing': 'In je link ontbreekt de uitnodiging. Open de hele link die je kreeg.',
  'reason.link_invalid':
    'Deze link klopt niet. Misschien is hij niet helemaal gekopieerd. Open de link nog eens uit je uitnodiging.',
  'reason.link_expired': 'Deze link is verlopen. Vraag de organisatie om een nieuwe.',
  'reason.full': 'Er is geen plek meer. Probeer het straks nog eens.',
  'reason.closing': 'Het eiland gaat dicht of start opnieuw. Probeer het over een minuut nog eens.',
  'reason.rate': 'Dat ging even te snel. Wacht een paar tellen en probeer het opnieuw.',
  'reason.blocked': 'Daar kun je niet komen. Kies een plek in de buurt.',
  'reason.unknown_avatar': 'Deze persoon is niet meer op het eiland. Zoek iemand anders.',
  'reason.unknown_event': 'De server kent deze opdracht niet. Laad de pagina opnieuw.',
  'reason.not_in_conversation': 'Je bent niet in gesprek. Loop eerst naar iemand toe.',
  'reason.locked': 'Dit gesprek is op slot. Zwaai even, of zoek iemand anders.',
  'reason.zone_conversation':
    'Dit gesprek hoort bij deze plek en kan niet op slot. Zoek een rustige plek als je samen verder wilt praten.',
  'reason.text': 'Dit bericht is leeg of te lang. Gebruik 1 tot 500 tekens.',
  'reason.media': 'Beeld en geluid lukken nu niet. Probeer het opnieuw, of ga verder met tekst.',
  'reason.forbidden': 'Dat mag jij hier niet doen. Vraag een host om hulp.',
  'reason.nothing_to_join': 'Er is hier geen gesprek. Loop naar iemand toe.',
  'reason.erased': 'Je gegevens zijn gewist. Je bent van het eiland af.',
  'reason.replaced':
    'Je hebt het eiland in een ander tabblad of op een ander apparaat geopend. Ga daar verder, of kom hier terug.',
  'reason.slow': 'Je verbinding was te traag om bij te blijven. Ga dichter bij je wifi zitten en kom weer binnen.',
  'reason.abuse':
    'Je browser stuurde te veel berichten. Laad de pagina opnieuw. Gaat het weer mis? Vertel het de organisatie.',
  'reason.left': 'Fijn dat je er was.',
  'reason.network': 'We krijgen geen verbinding. Kijk of je internet werkt en probeer het opnieuw.',
  'reason.server': 'De server geeft een vreemd antwoord. Wacht een minuut en probeer het opnieuw.',
  'reason.banned':
    'Een host heeft je de toegang tot dit evenement ontzegd. Klopt dat niet? Vraag het degene van wie je de uitnodiging kreeg.',
  'reason.link_closed':
    'Met deze uitnodiging kan niemand meer naar binnen. Vraag degene van wie je hem kreeg om een nieuwe.',
  'reason.island_locked':
    'Het eiland is op slot: er kan nu niemand meer bij. Vraag de organisatie of je nog naar binnen mag.',
  'reason.removed':
    'Een host heeft je van het eiland gehaald. Je mag terugkomen. Wil je erover praten? Loop dan naar een andere host.',
  'reason.slow_chat': 'De chat staat op rustig. Wacht even voor je volgende bericht.',
  'reason.already_so': 'Dat is al zo.',
  'reason.too_many': 'Dat zijn er te veel. Haal er eerst een weg.',
  'reason.unknown_deed': 'Dit is al ongedaan gemaakt.',
  'reason.unknown_message': 'Dit bericht is te oud of al verborgen.',
  'reason.unknown_report': 'Deze melding is er niet meer.',
  'reason.unknown_block': 'Je blokkeert deze persoon al niet meer.',
  'reason.too_many_zones': 'Er is geen ruimte voor nog meer plekken op dit eiland.',
  'reason.not_openable': 'Een podium kun je niet openzetten voor meeluisteraars.',
  'reason.nothing_to_hear': 'Er is hier niets om mee te luisteren.',
  'reason.nothing_to_knock': 'Hier hoef je niet te kloppen: loop er gewoon naartoe.',
  'reason.nobody_there': 'Er is niemand in de buurt. Probeer het straks nog eens.',
  'reason.unknown_knock': 'Er wordt niet meer geklopt.',
  'reason.follows_you': 'Deze persoon loopt al achter jou aan.',
  'reason.followers_full': 'Er lopen al zoveel mensen mee als kan. Loop zelf in de buurt mee.',
  'reason.not_agreed': 'Geef elkaar eerst allebei een ja. Dan kun je kaartjes uitwisselen.',
  'reason.link': 'Deze link kan niet. Gebruik een adres dat begint met https://.',
  'reason.unknown_zone': 'Deze plek is er niet meer. Kies een andere.',
  'reason.event_coming': 'Het begint {{when}}. Deze pagina gaat dan vanzelf verder.',
  'reason.event_over': 'Dit evenement is voorbij.',
  'reason.unknown': 'Er ging iets mis. Laad de pagina opnieuw. Gaat het weer mis? Vertel het de organisatie.',
} as const;
