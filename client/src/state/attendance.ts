/** What pages know of the attendance log. */

export type * from '../net/attendance.ts';
