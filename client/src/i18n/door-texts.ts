/** The sentences of what only some events ask at the door; loaded with that page. */

import { isText, type TextLanguage, translate } from './texts.ts';
import { createTranslate } from './translator.ts';

const nl = {
  'passcode.title': 'Wat is de toegangscode?',
  'passcode.what':
    'Voor dit evenement heb je behalve je link ook een toegangscode nodig. Die kreeg je van de organisatie.',
  'passcode.label': 'Toegangscode',
  'passcode.show': 'Laat zien wat ik typ',
  'passcode.missing': 'Vul de toegangscode in.',
  'passcode.enter': 'Naar het eiland',
  'passcode.busy': 'We kijken de code na…',

  'waiting.title': 'Het is vol. Je staat in de rij.',
  'waiting.place': 'Je bent nummer {{place}} van de {{people}} die wachten.',
  'waiting.next': 'Je bent als eerste aan de beurt.',
  'waiting.what':
    'Zodra er plaats is, ga je vanzelf naar binnen. Laat deze pagina open; sluit je haar, dan ben je je plaats kwijt.',
  'waiting.offline': 'De verbinding is weg. We proberen het opnieuw; daarna sta je achteraan in de rij.',
  'waiting.stop': 'Stop met wachten',

  'sign_in.with': 'Meld je aan met {{name}}',
  'sign_in.what': 'Heb je geen link? Dan kun je ook met een account binnenkomen.',
  'sign_in.leaving': 'We brengen je naar de aanmeldpagina…',
  'sign_in.finishing': 'Je bent aangemeld. Even wachten…',

  'refused.title': 'Je kunt nu niet naar binnen',
  'refused.again': 'Probeer het opnieuw',

  'reason.passcode_wrong': 'Deze code klopt niet. Kijk hem na en probeer het opnieuw.',
  'reason.rate': 'Er is te vaak een verkeerde code geprobeerd. Wacht een minuut en probeer het opnieuw.',
  'reason.link_revoked': 'Deze link is ingetrokken. Vraag de organisatie om een nieuwe.',
  'reason.link_used':
    'Deze link is al gebruikt door zo veel mensen als ervoor mochten. Was jij dat, kom dan binnen met de browser van toen. Vraag anders de organisatie om een nieuwe link.',
  'reason.guests_only':
    'Dit evenement is alleen voor genodigden. Open de link die je zelf kreeg, of vraag de organisatie erom.',
  'reason.sign_in_expired': 'Het aanmelden duurde te lang, of begon in een ander venster. Probeer het opnieuw.',
  'reason.sign_in_refused': 'Het aanmelden is afgebroken. Je kunt het opnieuw proberen.',
  'reason.sign_in_failed': 'Aanmelden lukt nu niet. Probeer het straks opnieuw, of zeg het tegen de organisatie.',
  'reason.sign_in_storage': 'Je browser bewaart niets voor deze pagina. Sta dat toe, en probeer het opnieuw.',
  'reason.link_missing': 'Open de hele link die je kreeg, of meld je aan.',
};

const en: Record<keyof typeof nl, string> = {
  'passcode.title': 'What is the passcode?',
  'passcode.what': 'Besides your link you need a passcode for this event. The organisers gave it to you.',
  'passcode.label': 'Passcode',
  'passcode.show': 'Show what I type',
  'passcode.missing': 'Fill in the passcode.',
  'passcode.enter': 'Go to the island',
  'passcode.busy': 'We are checking the code…',

  'waiting.title': 'It is full. You are in line.',
  'waiting.place': 'You are number {{place}} of the {{people}} who wait.',
  'waiting.next': 'You are the next.',
  'waiting.what':
    'As soon as there is room, you go in by yourself. Keep this page open; if you close it, you lose your place.',
  'waiting.offline': 'The connection is gone. We are trying again; then you are at the end of the line.',
  'waiting.stop': 'Stop waiting',

  'sign_in.with': 'Sign in with {{name}}',
  'sign_in.what': 'No link? You can come in with an account as well.',
  'sign_in.leaving': 'We are taking you to the page to sign in…',
  'sign_in.finishing': 'You are signed in. One moment…',

  'refused.title': 'You cannot go in now',
  'refused.again': 'Try again',

  'reason.passcode_wrong': 'This code is not right. Check it and try again.',
  'reason.rate': 'A wrong code was tried too often. Wait a minute and try again.',
  'reason.link_revoked': 'This link was taken back. Ask the organisers for a new one.',
  'reason.link_used':
    'This link has been used by as many people as it was for. If that was you, come in with the browser of then. Otherwise ask the organisers for a new link.',
  'reason.guests_only':
    'This event is for guests only. Open the link that you got yourself, or ask the organisers for it.',
  'reason.sign_in_expired': 'Signing in took too long, or began in another window. Please try again.',
  'reason.sign_in_refused': 'Signing in was broken off. You can try again.',
  'reason.sign_in_failed': 'Signing in does not work now. Try again later, or tell the organisers.',
  'reason.sign_in_storage': 'Your browser keeps nothing for this page. Allow that, and try again.',
  'reason.link_missing': 'Open the whole link that you received, or sign in.',
};

export type DoorText = keyof typeof nl;

export const doorTexts = { nl, en };

export const translateDoor = createTranslate(doorTexts);

/** The sentence for a reason code: one of the door's own, else one that the whole page knows. */
export function doorReason(language: TextLanguage, reason: string): string {
  const key = `reason.${reason}`;
  if (Object.hasOwn(nl, key)) return translateDoor(language, key as DoorText);
  return translate(language, isText(key) ? key : 'reason.unknown');
}
