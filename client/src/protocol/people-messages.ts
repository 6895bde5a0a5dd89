/** The messages of docs/protocol.md section 8.6: people with one another. */

/** A conversation that one sees, as it is told to those around. */
export type WireTalk = readonly [conversation: number, topic: string, open: boolean, locked: boolean];

export interface WireCard {
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly link: string;
}

export interface PeopleServerMessages {
  talks: (message: { readonly talks: readonly WireTalk[] }) => void;
  overheard: (message: { readonly conversation: number | null }) => void;
  knock: (message: { readonly knock: number; readonly avatar: number; readonly zone: string | null }) => void;
  knock_over: (message: { readonly knock: number }) => void;
  knock_answered: (message: {
    readonly admitted: boolean;
    readonly conversation: number | null;
    readonly zone: string | null;
  }) => void;
  following: (message: { readonly leader: number | null; readonly followers: readonly number[] }) => void;
  guide_asked: (message: { readonly from: number }) => void;
  card_offered: (message: { readonly from: number; readonly offered: boolean }) => void;
  card_agreed: (message: { readonly with: number }) => void;
  card: (message: { readonly from: number; readonly card: WireCard }) => void;
}

export interface PeopleClientMessages {
  talk_topic: { readonly text: string };
  talk_open: { readonly open: boolean };
  listen: { readonly wanted: boolean };
  talks: { readonly conversations: readonly number[] };
  knock: { readonly conversation: number | null; readonly zone: string | null };
  knock_answer: { readonly knock: number; readonly admit: boolean };
  follow: { readonly avatar: number | null };
  guide: { readonly ask: boolean };
  status_text: { readonly text: string };
  card_offer: { readonly avatar: number; readonly offered: boolean };
  card: { readonly avatar: number; readonly card: WireCard };
}

export interface PeopleAckExtras {
  talks: { readonly talks: readonly WireTalk[] };
  guide: { readonly asked?: number };
}
