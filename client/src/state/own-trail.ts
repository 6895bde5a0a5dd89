/** What pages know of one's own part of the attendance log. */

export type {
  OwnTrail,
  TrailAccess,
  TrailAnswer,
  TrailSpan,
  TrailTalk,
  TrailZone,
  ZoneNames,
} from '../net/own-trail.ts';
