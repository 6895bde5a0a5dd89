/** The sentences with which the event is kept pleasant, for everybody; those of hosts are in `order-host-texts.ts`. */

import { createTranslate } from './translator.ts';

const nl = {
  more: 'Opties voor {{name}}',
  blocked: 'geblokkeerd',
  close: 'Sluiten',
  back: 'Terug',

  'card.muted': 'Een host heeft je microfoon uitgezet. Anderen horen je nu niet.',
  'card.unmuted': 'Je microfoon doet weer mee. Anderen kunnen je weer horen.',
  'card.asked_lower': 'Een host vraagt of je wat zachter wilt praten, of je microfoon zachter wilt zetten.',
  'card.why': 'Waarom: {{why}}.',
  'card.words': 'De host schrijft: “{{words}}”',
  'card.help.muted': 'Je kunt wel chatten. Ben je het er niet mee eens? Praat erover met een host.',
  'card.host': 'Loop naar {{name}}',
  'card.microphone': 'Zet mijn microfoon uit',
  'card.ok': 'Oké',
  'card.label': 'Bericht van een host',
  muted: 'Uitgezet door een host',

  'why.noise': 'er komt storend geluid mee',
  'why.rude': 'onvriendelijk gedrag',
  'why.spam': 'reclame of steeds hetzelfde',
  'why.unsafe': 'iemand voelt zich er niet veilig bij',
  'why.programme': 'het programma vraagt erom',
  'why.other': 'iets anders',

  'sheet.title': 'Wat wil je doen met {{name}}?',
  'sheet.why': 'Waarom?',
  'sheet.cancel': 'Annuleer',
  block: 'Blokkeer',
  'block.help':
    'Jullie horen en zien elkaar niet meer, en jullie komen niet samen in een gesprek. {{name}} hoort dit niet.',
  'block.done': 'Je hebt {{name}} geblokkeerd.',
  unblock: 'Hef de blokkade op',
  'unblock.help': 'Jullie kunnen elkaar weer horen en zien.',
  'unblock.name': 'Hef de blokkade van {{name}} op',
  'unblock.done': 'Je blokkeert {{name}} niet meer.',
  report: 'Meld bij de hosts',
  'report.help': 'Alle hosts zien meteen wie je meldt, waar en waarom. {{name}} ziet dit niet.',
  'report.text': 'Wil je er iets bij vertellen? Dat hoeft niet. We bewaren het nergens.',
  'report.send': 'Verstuur',
  'report.done_one': 'Je melding is bij {{count}} host.',
  'report.done_other': 'Je melding is bij {{count}} hosts.',
  'report.nobody': 'Er is nu geen host op het eiland, dus niemand kreeg je melding.',
  'report.nobody.help':
    'Je kunt {{name}} blokkeren: dan horen en zien jullie elkaar niet meer. Je kunt ook het eiland verlaten.',
  'report.leave': 'Verlaat het eiland',

  'blocks.title': 'Wie je blokkeert',
  'blocks.help': 'Jullie horen en zien elkaar niet. Zij krijgen dit niet te horen.',
  'blocks.unnamed': 'Iemand van wie we de naam niet meer weten',

  'chat.pace_one': 'De chat staat op rustig: één bericht per {{count}} seconde.',
  'chat.pace_other': 'De chat staat op rustig: één bericht per {{count}} seconden.',
  'chat.hide': 'Verberg dit bericht van {{name}}',
  failed: 'Dit kon niet worden geladen. Probeer het opnieuw.',
};

const en: Record<keyof typeof nl, string> = {
  more: 'Options for {{name}}',
  blocked: 'blocked',
  close: 'Close',
  back: 'Back',

  'card.muted': 'A host has muted you. Others do not hear you now.',
  'card.unmuted': 'You are no longer muted. Others can hear you again.',
  'card.asked_lower': 'A host asks you to speak a bit more softly, or to turn your microphone down.',
  'card.why': 'Why: {{why}}.',
  'card.words': 'The host writes: “{{words}}”',
  'card.help.muted': 'You can still chat. Do you not agree? Talk about it with a host.',
  'card.host': 'Walk to {{name}}',
  'card.microphone': 'Turn my microphone off',
  'card.ok': 'OK',
  'card.label': 'Message from a host',
  muted: 'Muted by a host',

  'why.noise': 'there is disturbing noise',
  'why.rude': 'unkind behaviour',
  'why.spam': 'advertising, or the same over and over',
  'why.unsafe': 'somebody does not feel safe',
  'why.programme': 'the programme asks for it',
  'why.other': 'something else',

  'sheet.title': 'What do you want to do about {{name}}?',
  'sheet.why': 'Why?',
  'sheet.cancel': 'Cancel',
  block: 'Block',
  'block.help':
    'You no longer hear or see each other, and never come into a conversation together. {{name}} is not told.',
  'block.done': 'You have blocked {{name}}.',
  unblock: 'Unblock',
  'unblock.help': 'You can hear and see each other again.',
  'unblock.name': 'Unblock {{name}}',
  'unblock.done': 'You no longer block {{name}}.',
  report: 'Report to the hosts',
  'report.help': 'All hosts see at once whom you report, where and why. {{name}} does not see this.',
  'report.text': 'Do you want to tell more? You need not. We keep it nowhere.',
  'report.send': 'Send',
  'report.done_one': '{{count}} host has your report.',
  'report.done_other': '{{count}} hosts have your report.',
  'report.nobody': 'There is no host on the island now, so nobody got your report.',
  'report.nobody.help':
    'You can block {{name}}: then you no longer hear or see each other. You can also leave the island.',
  'report.leave': 'Leave the island',

  'blocks.title': 'Whom you block',
  'blocks.help': 'You do not hear or see each other. They are not told.',
  'blocks.unnamed': 'Somebody whose name we no longer know',

  'chat.pace_one': 'The chat is slow: one message each {{count}} second.',
  'chat.pace_other': 'The chat is slow: one message each {{count}} seconds.',
  'chat.hide': 'Hide this message by {{name}}',
  failed: 'This could not be loaded. Please try again.',
};

export const orderTexts = { nl, en };
export const translateOrder = createTranslate<keyof typeof nl>(orderTexts);
export type OrderText = Parameters<typeof translateOrder>[1];
