import { expect, it } from 'vitest';
import type { Door, ImageLayer, Layer } from '../../src/core/island-map.ts';
import type { DoorId } from '../../src/core/units.ts';
import { planStrata, seenLayers } from '../../src/render/strata.ts';
import { layerOf, smallMap } from './small-map.ts';

const { kind: _, gids: __, ...look } = layerOf([]);
const sky: ImageLayer = {
  ...look,
  kind: 'image',
  image: '/maps/small/sky.png',
  width: 9,
  height: 9,
  repeat: [true, false],
};

function door(id: string, open: number[], closed: number[], isOpen = false): Door {
  return {
    id: id as DoorId,
    open: isOpen,
    spans: [],
    opensItself: false,
    closesItself: false,
    openLabel: '',
    closeLabel: '',
    whenOpen: { show: open, hide: closed, solid: [] },
    whenClosed: { show: closed, hide: open, solid: [] },
  };
}

function sizes(layers: readonly Layer[], doors: readonly Door[] = []): number[] {
  return planStrata(smallMap(1, 1, { layers, doors })).map((stratum) => stratum.layers.length);
}

it('layers of tiles are drawn together until something else lies between them', () => {
  expect(sizes([layerOf([1]), layerOf([2]), sky, layerOf([3])])).toEqual([2, 1, 1]);
});

it('layers over people, and those that move otherwise, are drawn apart', () => {
  const far = layerOf([1], { parallax: [0.5, 1] });
  expect(sizes([layerOf([1]), layerOf([1], { above: true })])).toEqual([1, 1]);
  expect(sizes([layerOf([1]), far, far, layerOf([1])])).toEqual([1, 2, 1]);
});

it('a layer of a door is drawn apart, and those around it keep their order', () => {
  const layers = [layerOf([1]), layerOf([2]), layerOf([3]), layerOf([4])];
  const strata = planStrata(smallMap(1, 1, { layers, doors: [door('barn', [1], [2])] }));
  expect(strata.map((stratum) => stratum.doorLayer)).toEqual([null, 1, 2, null]);
  expect(strata.flatMap((stratum) => [...stratum.layers])).toEqual(layers);
});

it('a door shows and hides its layers, also one that is hidden on the map', () => {
  const layers = [layerOf([1]), layerOf([2], { shown: false }), layerOf([3])];
  const map = smallMap(1, 1, { layers, doors: [door('barn', [1], [2])] });
  expect(seenLayers(map, new Set())).toEqual([true, false, true]);
  expect(seenLayers(map, new Set(['barn' as DoorId]))).toEqual([true, true, false]);
});
