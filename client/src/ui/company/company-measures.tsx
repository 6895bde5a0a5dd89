/** What one can do together with somebody: follow them, exchange cards. */

import { without } from '../../state/company.ts';
import { useApp } from '../app-context.ts';
import { MeasureButton, type MeasureProps } from '../order/measure-button.tsx';
import { keepsakesOf } from './own-card.ts';
import { useCompanyWords } from './use-company-words.ts';
import { seriesOf } from './use-meetings.ts';

interface CompanyMeasuresProps extends MeasureProps {
  /** Something else is wanted first. */
  readonly onClose: () => void;
}

export function CompanyMeasures(props: CompanyMeasuresProps) {
  const { store, intents } = useApp();
  const words = useCompanyWords();
  const { avatar, name, measure, onDone } = props;
  if (measure !== null || !store.people.value.has(avatar)) return null;
  const isFollowed = store.company.leader.value === avatar;
  const isTalkedTo = store.conversation.value?.members.some((member) => member.avatar === avatar) ?? false;
  return (
    <>
      <MeasureButton
        title={isFollowed ? words('follow.stop') : words('follow.do', { name })}
        help={words('follow.help', { name })}
        onClick={() => void intents.request('follow', { avatar: isFollowed ? null : avatar }).then((it) => onDone(it))}
      />
      {isTalkedTo && <CardMeasure {...props} />}
    </>
  );
}

function CardMeasure({ avatar, name, onDone, onClose }: CompanyMeasuresProps) {
  const app = useApp();
  const words = useCompanyWords();
  const { company } = app.store;
  const hasOffered = company.offered.value.has(avatar);
  const hasCard = keepsakesOf(seriesOf(app)).card.value.name !== '';
  const offer = async (offered: boolean) => {
    const outcome = await app.intents.request('card_offer', { avatar, offered });
    if (outcome.ok) {
      const others = without(company.offered.value, avatar);
      company.offered.value = new Set(offered ? [...others, avatar] : others);
    }
    onDone(outcome, offered ? words('card.offered', { name }) : undefined);
  };
  const fillIn = () => {
    onClose();
    app.panels.peopleTab.value = 'met';
    app.panels.show('people');
  };
  return (
    <MeasureButton
      title={hasOffered ? words('card.withdraw') : words('card.offer', { name })}
      help={hasCard || hasOffered ? words('card.help') : words('card.fill')}
      onClick={() => (hasCard || hasOffered ? void offer(!hasOffered) : fillIn())}
    />
  );
}
