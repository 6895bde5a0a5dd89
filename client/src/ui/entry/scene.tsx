/** A view of the coast behind the door. Decoration. */

export function Scene() {
  return (
    <svg class="scene" viewBox="0 0 1440 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
      <rect class="scene-sky" width="1440" height="900" />
      <circle class="scene-sun" cx="1130" cy="240" r="74" />
      <path
        class="scene-cloud"
        d="M180 190c10-34 58-40 76-14 30-10 58 8 58 34H150c0-12 12-22 30-20Zm620-70c8-26 44-30 58-10 22-8 44 6 44 26H778c0-10 8-18 22-16Z"
      />
      <path class="scene-sea" d="M0 470h1440v430H0z" />
      <path
        class="scene-waves"
        d="M60 520h150M330 548h210M700 520h120M960 556h190M1230 528h130M130 592h110M520 604h160M880 616h120M1120 600h170"
      />
      <path class="scene-boat" d="M420 500h96l-16 26h-64zM464 432v64h44zM456 446v50h-32z" />
      <g class="scene-lighthouse">
        <path class="light-stone" d="M1218 316h52l16 332h-84z" />
        <path class="light-band" d="M1214.5 390h59l3 62h-65zM1208.5 514h71l3 62h-77z" />
        <path class="light-top" d="M1208 300h72v18h-72zM1222 262h44v38h-44zM1216 262l28-26 28 26z" />
        <path class="light-lamp" d="M1230 270h28v24h-28z" />
      </g>
      <path class="scene-dune-far" d="M0 660c180-90 330-60 500-20s330 40 520-20 300-50 420 10v270H0z" />
      <path class="scene-dune" d="M0 760c220-80 420-60 640-10s480 30 800-50v200H0z" />
      <path
        class="scene-grass"
        d="M120 752c4-30 0-44-8-62M126 752c8-26 18-36 32-46M132 754c2-18-2-26-4-40M1010 770c4-30 0-44-8-62M1016 770c8-26 18-36 32-46M1330 742c4-30 0-44-8-62M1336 742c8-26 18-36 32-46M420 736c3-22 0-34-6-46M425 736c6-20 14-28 24-34"
      />
    </svg>
  );
}
