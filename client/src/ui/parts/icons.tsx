/** Our own line icons, 24 by 24, drawn in the colour of the text. They are decoration: the button beside them has the name. */

const PATHS = {
  microphone: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M8.5 21h7',
  microphoneOff:
    'M9 9v3a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.8-1M5.5 11.5A6.5 6.5 0 0 0 16 16.6M18.5 11.5c0 .9-.2 1.7-.5 2.5M12 18v3M8.5 21h7M4 3l16 18',
  camera: 'M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2ZM15 11l6-3.5v9L15 13',
  cameraOff:
    'M9.5 7H13a2 2 0 0 1 2 2v3M15 15.5A2 2 0 0 1 13 17H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1M15 11l6-3.5v9l-3-1.7M4 3l16 18',
  ear: 'M7 9.5a5 5 0 0 1 10 0c0 3.5-3.5 4-3.5 7.5A2.9 2.9 0 0 1 8 18.5M10 10a2 2 0 0 1 4 0c0 1.3-1 1.5-1.5 2.5',
  text: 'M4 6h16M4 11h16M4 16h9',
  smile: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM8.5 14a4.2 4.2 0 0 0 7 0M9 9.5h.01M15 9.5h.01',
  chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z',
  people:
    'M9 4.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4ZM3 19.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 5a3 3 0 0 1 0 5.6M17.5 14.3c2.1.7 3.5 2.6 3.5 5.2',
  person: 'M12 4a3.7 3.7 0 1 1 0 7.4A3.7 3.7 0 0 1 12 4ZM5 20.5c0-3.8 3.1-6 7-6s7 2.2 7 6',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4ZM8 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z',
  help: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8h.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  leave: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h11M17.5 8.5 21 12l-3.5 3.5',
  lock: 'M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1ZM8 11V7.5a4 4 0 0 1 8 0V11',
  unlock: 'M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1ZM8 11V7.5a4 4 0 0 1 7.6-1.7',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12 3.5 4.5 21 12 3.5 19.5 4 12Zm0 0h8',
  walk: 'M13 3.5h.01M9.5 21l2-6M15.5 21l-1.7-5-3-3 1-5 3 3 2.7.7M11.8 8 8.5 9.5 7.5 13',
  wave: 'M8 12.5 5.7 8.6a1.4 1.4 0 0 1 2.4-1.4l2.4 4M10.5 11 7.8 6.2a1.4 1.4 0 0 1 2.4-1.4l2.9 5M13.2 10l-1.9-3.3a1.4 1.4 0 0 1 2.4-1.4l3.8 6.5c1.7 3 .9 6.3-1.7 7.8s-5.4.7-7.3-2.1L5.6 13a1.4 1.4 0 0 1 2.3-1.5M17 3.5c1.5.5 2.7 1.7 3.2 3.2',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 21 21',
  dice: 'M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01',
  warning: 'M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.3h.01',
  arrow: 'M12 20V4M5.5 10.5 12 4l6.5 6.5',
  pin: 'M12 21s-7-6.3-7-11.5a7 7 0 0 1 14 0C19 14.7 12 21 12 21ZM12 7a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  larger: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  smaller: 'M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5',
  join: 'M10 4h8a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-8M3 12h11M10.5 8.5 14 12l-3.5 3.5',
} as const;

export type IconName = keyof typeof PATHS;

/** `turn`: eighths of a circle, clockwise. */
export function Icon({ name, turn = 0 }: { name: IconName; turn?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} transform={turn === 0 ? undefined : `rotate(${turn * 45} 12 12)`} />
    </svg>
  );
}
