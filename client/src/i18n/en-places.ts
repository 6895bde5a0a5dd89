/** English of what places, doors and ways to other islands do. */

import type { placesNl } from './nl-places.ts';

export const placesEn: Readonly<Record<keyof typeof placesNl, string>> = {
  'offer.title': 'At this place',
  'offer.key': 'Press Enter',
  'offer.website': 'Open “{{name}}”',
  'offer.website.plain': 'Open the page of this place',
  'offer.tab': 'Open {{host}} in a new tab',
  'offer.tab.hint': '{{label}} (opens a new tab)',
  'offer.door.open': 'Open the door',
  'offer.door.close': 'Close the door',
  'offer.join': 'Join the meeting',
  'offer.join.named': 'Join the meeting at {{name}}',
  'offer.sound': 'Play the sound of this place?',
  'offer.sound.foreign':
    'Play the sound of this place? It comes from {{host}}, which will then know your internet address.',
  'offer.sound.yes': 'Play',
  'offer.sound.always': 'Always play sounds from {{host}}',
  'offer.sound.no': 'No, stay quiet',

  'site.page': 'Page',
  'site.of': 'Page of {{name}}',
  'site.tab': 'Open in a new tab',
  'site.pin': 'Keep open when you walk on',
  'site.unpin': 'Close when you walk on',
  'site.ask': 'This page comes from {{host}}. When you show it, {{host}} will know your internet address.',
  'site.ask.show': 'Show',
  'site.ask.always': 'Always show pages of {{host}} here',

  'tip.label': 'About this place',

  'settings.placeSounds': 'Sounds of places',
  'settings.placeSounds.help': 'Some places have music or a sound. Turn this off and you hear none of them.',
  'settings.placeVolume': 'How loud sounds of places are',
  'settings.hosts': 'Pages and sounds from elsewhere',
  'settings.hosts.help': 'You always allow these here: {{hosts}}.',
  'settings.hosts.forget': 'Ask me again',

  'place.search': 'Search a place',
  'place.notFound': 'No place found.',
  'place.found_one': '{{count}} place',
  'place.found_other': '{{count}} places',
  'place.way': 'Way to {{island}}',
  'place.way.here': 'Way to another spot on this island',
  'place.way.closed': 'leads nowhere here',
  'place.kind.portal': 'Way',
  'place.kind.page': 'Place with a page',
  'place.kind.sound': 'Place with sound',
  'place.locked': 'Locked',
  'place.hostsOnly': 'For hosts only',
  'place.closed': 'Closed',
  'place.most_one': 'at most {{count}} person',
  'place.most_other': 'at most {{count}} people',
  'place.join': 'Join',
  'place.join.name': 'Join the meeting at {{name}}',

  'travel.title': 'Travelling to {{island}}…',
  'travel.failed.title': 'We cannot get to {{island}}',
  'travel.failed': 'The map of that island does not load. Check whether your internet works and try again.',
  'travel.offline': 'We get no connection there yet. Check whether your internet works.',
  'travel.again': 'Try again',
  'travel.stop': 'Leave the island',

  'notice.arrived': 'You are now on {{island}}.',
  'notice.logProblem':
    'The attendance log cannot be written right now. The island goes on; tell whoever runs the server.',
  'notice.logWorks': 'The attendance log is being written again.',
  'notice.travelFailed': 'The way to {{island}} is closed: this server cannot open that island. Choose another way.',
  'notice.turned.full': '{{name}} is full. Come back later.',
  'notice.turned.locked': '{{name}} is locked. Wave to somebody inside, or come back later.',
  'notice.turned.hosts_only': '{{name}} is for hosts only.',
  'notice.turned.closed': 'You cannot go into {{name}} now.',
  'notice.turned.full.unnamed': 'This place is full. Come back later.',
  'notice.turned.locked.unnamed': 'This place is locked. Wave to somebody inside, or come back later.',
  'notice.turned.hosts_only.unnamed': 'This place is for hosts only.',
  'notice.turned.closed.unnamed': 'You cannot go in here now.',

  'credits.title': 'Credits',
  'credits.intro': 'The people and works to whom this map owes what it is.',

  'say.offer': 'You can: {{offers}}.',
  'say.door.open': 'The door is open now.',
  'say.door.closed': 'The door is closed now.',
  'say.site': 'A page has opened: {{name}}.',
  'say.site.ask': 'A page of {{host}} can be shown: {{name}}.',

  'help.places':
    'Some places offer something: a page, a door, a meeting. A card above the controls says so. Enter does the first.',
  'help.key.offer': 'Do what this place offers',
  'help.key.enter': 'Enter or space',

  'reason.unknown_door': 'This door is not there any more. Reload the page.',
  'reason.too_far': 'You are too far away. Walk closer and try again.',
  'reason.travel': 'You are on your way to another island. Reload the page if you do not arrive.',
};
