/** What came of the last thing that was done, in the part of the page where it was done. */

import type { AccessDesk, Part, Said } from './access-desk.ts';
import { CopyLink } from './copy-link.tsx';
import { useAccessWords } from './use-access-words.ts';

export function Outcome({ desk, part }: { desk: AccessDesk; part: Part }) {
  const told = desk.said.value;
  const said = told?.part === part ? told.said : null;
  const isBad = said?.kind === 'refused' || said?.kind === 'mistakes';
  return (
    <>
      <div role="status" class={said && !isBad ? 'map-said' : ''}>
        {said && !isBad && <Words said={said} />}
      </div>
      <div role="alert">{said && isBad && <Words said={said} />}</div>
    </>
  );
}

function Words({ said }: { said: Said }) {
  const { t, reasonOf, mistakeOf, nameOf } = useAccessWords();
  switch (said.kind) {
    case 'made':
      return (
        <div class="access-made">
          <p>{t('make.done', { name: nameOf(said.link) })}</p>
          <CopyLink link={said.link} isShown />
        </div>
      );
    case 'revoked':
      return <p>{said.sentOff > 0 ? t('revoke.done.off', { count: said.sentOff }) : t('revoke.done')}</p>;
    case 'restored':
      return <p>{t('restore.done', { name: nameOf(said.link) })}</p>;
    case 'code':
      return <p>{t(said.isSet ? 'code.done' : 'code.removed')}</p>;
    case 'guests':
      return <p>{t('guests.done', { added: said.added, updated: said.updated })}</p>;
    case 'refused':
      return <p class="problem">{reasonOf(said.reason)}</p>;
    case 'mistakes':
      return (
        <div class="problem">
          <p>{t('guests.bad')}</p>
          <ul>
            {said.mistakes.map(({ line, column, problem }) => (
              <li key={`${line} ${column}`}>
                {line > 0 ? t('guests.line', { line, problem: mistakeOf(problem) }) : mistakeOf(problem)}
              </li>
            ))}
          </ul>
        </div>
      );
  }
}
