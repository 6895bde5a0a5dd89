/** The words of people with one another, in the language of the moment. */

import type { NearTalk } from '../../core/near-talks.ts';
import type { AvatarId } from '../../core/units.ts';
import { type companyTexts, translateCompany } from '../../i18n/company-texts.ts';
import { listNames, type TextValues } from '../../i18n/texts.ts';
import { type App, useApp } from '../app-context.ts';

type Key = keyof typeof companyTexts.nl;
type WithoutPlural<Name> = Name extends `${infer Base}_one` | `${infer Base}_other` ? Base : Name;
export type CompanyText = WithoutPlural<Key>;

export type CompanyWords = (key: CompanyText, values?: TextValues) => string;

export function useCompanyWords(): CompanyWords {
  return companyWords(useApp());
}

export function companyWords({ store }: App): CompanyWords {
  return (key, values) => translateCompany(store.language.value, key, values);
}

/** "Anna and Bo"; `count` tells one from many. */
export function named(
  { store }: App,
  avatars: readonly AvatarId[],
): { readonly names: string; readonly count: number } {
  const people = store.people.value;
  const names = avatars.map((avatar) => people.get(avatar)?.name ?? '…');
  return { names: listNames(store.language.value, names), count: avatars.length };
}

export const nameOf = ({ store }: App, avatar: AvatarId): string => store.people.value.get(avatar)?.name ?? '…';

/** "Anna and Bo talk about tea". */
export function talkText(app: App, talk: NearTalk): string {
  const topic = app.store.company.talks.value.get(talk.id)?.topic ?? '';
  const words = companyWords(app);
  const who = named(app, talk.members);
  return topic === '' ? words('talk.they', who) : words('talk.about', { ...who, topic });
}
