/** The events of the series as panels know them. */

export type {
  CopyFields,
  EventAnswer,
  EventFields,
  EventLanguage,
  EventList,
  EventPhase,
  LiveFigures,
  LogDetail,
  NewEvent,
  PlannedEvent,
  PlannedEvents,
  Template,
  TemplateName,
} from '../net/planned-events.ts';
