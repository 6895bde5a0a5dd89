/** A soft shape on the ground (the bubble of a conversation, a ring), drawn by a shader so that it may move each frame. */

import { Geometry, GlProgram, Mesh, Shader, UniformGroup } from 'pixi.js';
import { type BubbleShape, emptyShape, MAX_DISCS } from './bubble-shape.ts';
import { asNumber } from './palette.ts';

/** How the outline is drawn: never by colour alone. */
export type LineStyle = 'single' | 'double' | 'dashed';

export interface GroundLook {
  readonly fill: string;
  readonly fillAlpha: number;
  readonly line: string;
  readonly lineAlpha: number;
  /** CSS pixels. */
  readonly lineWidth: number;
  readonly style: LineStyle;
}

const STYLE_NUMBER: Readonly<Record<LineStyle, number>> = { single: 0, double: 1, dashed: 2 };
/** How round the joints of discs and paths are, in map pixels. */
export const BLEND_PX = 7;

const VERTEX = `
in vec2 aPosition;
out vec2 vPlace;
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
uniform vec4 uBounds;
void main() {
  vPlace = mix(uBounds.xy, uBounds.zw, aPosition);
  mat3 place = uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix;
  gl_Position = vec4((place * vec3(vPlace, 1.0)).xy, 0.0, 1.0);
}`;

const FRAGMENT = `
in vec2 vPlace;
out vec4 finalColor;
uniform vec4 uDiscs[${MAX_DISCS}];
uniform vec4 uPaths[${MAX_DISCS}];
uniform float uWidths[${MAX_DISCS}];
uniform vec4 uFill;
uniform vec4 uLine;
// Discs, paths; map pixels per device pixel; opacity of all.
uniform vec4 uCounts;
// Style; width of the line in device pixels; turn of the dashes (radians); device pixels per CSS pixel.
uniform vec4 uStyle;

float toPath(vec4 path, vec2 at) {
  vec2 run = path.zw - path.xy;
  vec2 from = at - path.xy;
  return length(from - run * clamp(dot(from, run) / max(dot(run, run), 0.0001), 0.0, 1.0));
}

float band(float d, float outer, float inner) {
  return clamp(outer - d + 0.5, 0.0, 1.0) * clamp(d - inner + 0.5, 0.0, 1.0);
}

void main() {
  float sum = 0.0;
  for (int i = 0; i < ${MAX_DISCS}; i++) {
    if (float(i) >= uCounts.x) break;
    sum += exp((uDiscs[i].z - length(vPlace - uDiscs[i].xy)) / ${BLEND_PX.toFixed(1)});
  }
  for (int i = 0; i < ${MAX_DISCS}; i++) {
    if (float(i) >= uCounts.y) break;
    sum += exp((uWidths[i] - toPath(uPaths[i], vPlace)) / ${BLEND_PX.toFixed(1)});
  }
  // Distance to the outline in device pixels, negative within.
  float d = -log(max(sum, 1e-20)) * ${BLEND_PX.toFixed(1)} / uCounts.z;
  float width = uStyle.y;
  float line = band(d, 0.0, -width);
  if (uStyle.x == 1.0) line = max(line, band(d, -width * 2.2, -width * 3.2));
  if (uStyle.x == 2.0) {
    vec2 at = vPlace - uDiscs[0].xy;
    float turn = fract((atan(at.y, at.x) + uStyle.z) / 6.2831853 * 28.0);
    line *= smoothstep(0.0, 0.08, turn) * (1.0 - smoothstep(0.5, 0.58, turn));
  }
  float inside = clamp(0.5 - d, 0.0, 1.0);
  float glow = inside * exp(d / (14.0 * uStyle.w)) * 0.5;
  float shade = (1.0 - inside) * exp(-d / (2.6 * uStyle.w)) * 0.30 * uLine.a;
  float fill = uFill.a * inside + uFill.a * glow;
  vec4 colour = vec4(uFill.rgb * fill, fill) + vec4(vec3(0.05, 0.08, 0.12) * shade, shade);
  float over = line * uLine.a;
  colour = colour * (1.0 - over) + vec4(uLine.rgb * over, over);
  finalColor = colour * uCounts.w;
}`;

let program: GlProgram | undefined;
let square: Geometry | undefined;

export class GroundShape {
  readonly shape: BubbleShape = emptyShape();
  readonly mesh: Mesh<Geometry, Shader>;
  private readonly values: UniformGroup;
  private readonly bounds = new Float32Array(4);
  private readonly counts = new Float32Array(4);
  private readonly style = new Float32Array(4);
  private readonly fill = new Float32Array(4);
  private readonly line = new Float32Array(4);

  constructor() {
    program ??= GlProgram.from({ vertex: VERTEX, fragment: FRAGMENT, name: 'ground-shape' });
    square ??= new Geometry({
      attributes: { aPosition: new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]) },
      indexBuffer: new Uint32Array([0, 1, 2, 0, 2, 3]),
    });
    this.values = new UniformGroup({
      uBounds: { value: this.bounds, type: 'vec4<f32>' },
      uDiscs: { value: this.shape.discs, type: 'vec4<f32>', size: MAX_DISCS },
      uPaths: { value: this.shape.paths, type: 'vec4<f32>', size: MAX_DISCS },
      uWidths: { value: this.shape.widths, type: 'f32', size: MAX_DISCS },
      uFill: { value: this.fill, type: 'vec4<f32>' },
      uLine: { value: this.line, type: 'vec4<f32>' },
      uCounts: { value: this.counts, type: 'vec4<f32>' },
      uStyle: { value: this.style, type: 'vec4<f32>' },
    });
    const shader = new Shader({ glProgram: program, resources: { ground: this.values } });
    this.mesh = new Mesh({ geometry: square, shader });
  }

  /**
   * Draw `shape` as it is now.
   *
   * @param opacity - Of the whole, 0 to 1.
   * @param scale - Device pixels per map pixel.
   * @param pixelRatio - Device pixels per CSS pixel.
   * @param turn - Of the dashes, in radians.
   */
  draw(look: GroundLook, opacity: number, scale: number, pixelRatio: number, turn: number): void {
    const { bounds, discCount, pathCount } = this.shape;
    this.mesh.visible = opacity > 0 && discCount > 0;
    this.bounds[0] = bounds.x0;
    this.bounds[1] = bounds.y0;
    this.bounds[2] = bounds.x1;
    this.bounds[3] = bounds.y1;
    setColour(this.fill, look.fill, look.fillAlpha);
    setColour(this.line, look.line, look.lineAlpha);
    this.counts[0] = discCount;
    this.counts[1] = pathCount;
    this.counts[2] = 1 / scale;
    this.counts[3] = opacity;
    this.style[0] = STYLE_NUMBER[look.style];
    this.style[1] = look.lineWidth * pixelRatio;
    this.style[2] = turn;
    this.style[3] = pixelRatio;
    this.values.update();
  }

  destroy(): void {
    this.mesh.shader?.destroy();
    this.mesh.destroy();
  }
}

function setColour(into: Float32Array, colour: string, alpha: number): void {
  const value = asNumber(colour);
  into[0] = (value >> 16) / 255;
  into[1] = ((value >> 8) & 255) / 255;
  into[2] = (value & 255) / 255;
  into[3] = alpha;
}
