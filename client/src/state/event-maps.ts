/** The maps of the event as panels know them. */

export type {
  AddedMap,
  EventMap,
  EventMaps,
  MapAnswer,
  MapList,
  MapProblem,
  UploadFile,
} from '../net/event-maps.ts';
