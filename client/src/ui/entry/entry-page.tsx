/** The door: who you are, how you join, what is kept of it. One page, one button. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { LookChooser } from '../look/look-chooser.tsx';
import { PLAIN_LOOK, randomLook, withinOptions } from '../look/looks.ts';
import { ForOrganisers } from '../parts/for-organisers.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { DeviceCheck, isUntried } from './device-check.tsx';
import { MediaChoiceFields } from './media-choice.tsx';
import { Recorded } from './recorded.tsx';
import { Scene } from './scene.tsx';

const NAME_MAX = 40;

export function EntryPage() {
  const { store, intents, preferences, sheet, t } = useApp();
  const hasMissingName = useSignal(false);
  const nameField = useRef<HTMLInputElement>(null);
  const hasMissingWay = useSignal(false);
  const ways = useRef<HTMLDivElement>(null);
  const drawn = sheet.value;
  const surprise = useMemo(() => drawn && randomLook(drawn.optionCounts, Math.random), [drawn]);
  const wanted = preferences.look.value ?? surprise ?? PLAIN_LOOK;
  const look = drawn ? withinOptions(wanted, drawn.optionCounts) : wanted;
  const media = preferences.media.value;
  const checks = media === 'full';

  useEffect(() => {
    if (!checks) intents.checkDevices(false);
  }, [checks, intents]);

  const enter = (event: Event) => {
    event.preventDefault();
    const name = preferences.name.value.trim();
    hasMissingName.value = name === '';
    hasMissingWay.value = media === null;
    if (name === '') nameField.current?.focus();
    else if (media === null) ways.current?.querySelector('input')?.focus();
    if (name === '' || media === null) return;
    // Who chose to talk and did not try the devices first wants them on; the browser asks.
    const wantsBoth = checks && isUntried(store);
    preferences.name.value = name;
    preferences.look.value = look;
    intents.enter({
      name,
      look,
      media,
      microphoneOn: wantsBoth || (checks && store.microphone.value === 'on'),
      cameraOn: wantsBoth || (checks && store.camera.value === 'on'),
    });
  };

  return (
    <div class="door">
      <Scene />
      <main class="door-card">
        <header class="door-head">
          <div>
            <p class="door-welcome">{t('entry.welcome')}</p>
            <h1>{store.event.value?.name ?? 'Eiland'}</h1>
            <p>{t('entry.intro')}</p>
            <p>{store.event.value?.description}</p>
          </div>
          <LanguageChoice />
          <ForOrganisers draw={({ OrganiserButtons }) => <OrganiserButtons kind="button" />} />
        </header>
        <form onSubmit={enter} noValidate>
          <section class="door-who">
            <div class="field">
              <h2>
                <label for="name">{t('entry.name.label')}</label>
              </h2>
              <input
                ref={nameField}
                id="name"
                type="text"
                autocomplete="nickname"
                maxLength={NAME_MAX}
                required
                value={preferences.name.value}
                aria-describedby={hasMissingName.value ? 'name-missing name-help' : 'name-help'}
                aria-invalid={hasMissingName.value}
                onInput={(event) => {
                  preferences.name.value = event.currentTarget.value;
                  hasMissingName.value = false;
                }}
              />
              {hasMissingName.value && (
                <p id="name-missing" class="problem" role="alert">
                  {t('entry.name.missing')}
                </p>
              )}
              <p id="name-help" class="help">
                {t('entry.name.help')}
              </p>
            </div>
            <LookChooser
              look={look}
              onChange={(chosen) => {
                preferences.look.value = chosen;
              }}
            />
          </section>
          <div ref={ways}>
            <MediaChoiceFields
              choice={media}
              isMissing={hasMissingWay.value}
              onChange={(choice) => {
                preferences.media.value = choice;
                hasMissingWay.value = false;
              }}
            />
          </div>
          {checks && <DeviceCheck />}
          <Recorded />
          <button type="submit" class="button main enter">
            {t('entry.enter')}
          </button>
        </form>
      </main>
    </div>
  );
}
